package io.sp4j.testkit.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of materials and the modules that are published are the same. */
class BomTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern ARTIFACT =
            Pattern.compile("<groupId>io\\.sp4j</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>");

    @Test
    void listsEveryModuleThatIsPublished() throws Exception {
        List<String> published = new ArrayList<>();
        for (String module : found("<module>([^<]+)</module>", read("pom.xml"))) {
            String pom = read(module + "/pom.xml");
            if (!pom.contains("<packaging>pom</packaging>")
                    && !pom.contains("<maven.deploy.skip>true</maven.deploy.skip>")) {
                String ownPart = pom.substring(pom.indexOf("</parent>"));
                published.add(found("<artifactId>([^<]+)</artifactId>", ownPart).get(0));
            }
        }
        String managed = bom().substring(bom().indexOf("<dependencyManagement>"));
        assertThat(ARTIFACT.matcher(managed).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void hasTheVersionOfTheParent() throws Exception {
        String version = "<version>([^<]+)</version>";
        assertThat(found(version, bom()).get(0))
                .isEqualTo(found(version, read("pom.xml")).get(0));
    }

    private static String bom() throws Exception {
        return read("sp4j-bom/pom.xml");
    }

    private static String read(String file) throws Exception {
        return Files.readString(PROJECT.resolve(file));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
