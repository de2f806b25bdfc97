package io.sp4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.bench.Example;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PictureTest {

    @Test
    void isAnSvgDocumentThatNamesEveryLibrary() throws Exception {
        String picture = Picture.of(Example.run());
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(picture)
                .contains("sp4j", "nng", "prefers-color-scheme: dark")
                .doesNotContain("C floor");
    }
}
