package io.sp4j.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs in the README, in the guide and on the pages of the protocols compile without a warning and print what the page says. */
class ProgramsInPagesTest {
    private static final Pattern NAME = Pattern.compile("public class (\\w+)");

    @TempDir
    Path directory;

    static List<Arguments> programs() throws IOException {
        List<Arguments> all = new ArrayList<>();
        Stream.concat(
                        Stream.of("README.md", "docs/guide.md").map(name -> Page.read(Page.ROOT.resolve(name))),
                        Page.protocols().stream())
                .forEach(page -> page.programs()
                        .forEach(program -> all.add(Arguments.of(
                                page, nameOf(program[0].content()), program[0].content(), program[1].content()))));
        return all;
    }

    private static String nameOf(String program) {
        Matcher name = NAME.matcher(program);
        assertThat(name.find()).as("a public class in %s", program).isTrue();
        return name.group(1);
    }

    @Test
    void areOnEveryPage() throws IOException {
        assertThat(Page.read(Page.ROOT.resolve("README.md")).programs()).isNotEmpty();
        for (Page page : Page.protocols()) {
            if (!page.toString().equals("README.md")) {
                assertThat(page.programs()).as("programs of %s", page).isNotEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("programs")
    void printWhatThePageSays(Page page, String name, String source, String output) throws Exception {
        Programs programs = new Programs(directory);
        programs.compile(name, source);
        programs.run(name, output);
    }
}
