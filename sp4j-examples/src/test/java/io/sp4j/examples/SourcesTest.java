package io.sp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all examples have in common, and what is written about them. */
class SourcesTest {
    private static final int MOST_LINES = 60;

    static List<Program> all() {
        return Program.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void areProgramsThatSayWhatTheyShowAndPrint(Program program) {
        assertThat(program.text()).contains("public static void main(String[] args)");
        assertThat(program.prints()).as("lines // prints:").isNotEmpty();
        assertThat(program.sentence()).as("the first sentence of its Javadoc").isNotEmpty();
        assertThat(program.text().lines().count()).as("lines").isLessThanOrEqualTo(MOST_LINES);
    }

    @ParameterizedTest
    @MethodSource("all")
    void waitForEventsAndNeverSleep(Program program) {
        assertThat(program.text()).doesNotContain("sleep(").doesNotContain("parkNanos");
    }

    @ParameterizedTest
    @MethodSource("all")
    void needNoFileBesideThem(Program program) {
        assertThat(program.text().lines().filter(line -> line.startsWith("import io.sp4j.examples")))
                .isEmpty();
    }

    @Test
    void haveANameThatNoOtherHas() {
        assertThat(all()).extracting(Program::name).doesNotHaveDuplicates();
    }

    @Test
    void allStandInTheReadme() throws Exception {
        List<String> rows = all().stream().map(SourcesTest::row).collect(Collectors.toList());
        assertThat(Files.readAllLines(Program.MODULE.resolve("README.md")))
                .filteredOn(line -> line.startsWith("| [") && line.contains("src/main"))
                .containsExactlyElementsOf(rows);
    }

    private static String row(Program program) {
        String path = Program.MODULE.relativize(program.source()).toString().replace('\\', '/');
        return "| [" + program.name() + "](" + path + ") | " + program.sentence() + " |";
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    /** The program in the README of the project is the example of that name, but for its package and what it is for. */
    @Test
    void beginWithTheProgramOfTheReadme() throws Exception {
        String readme = Files.readString(Program.MODULE.resolve("../README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        String shown = readme.substring(start, readme.indexOf("```", start));
        String hello = Program.named("Hello").text();
        assertThat(withoutSpace(hello)).contains(withoutSpace(shown.substring(0, shown.indexOf("public class Hello"))));
        assertThat(withoutSpace(hello)).contains(withoutSpace(shown.substring(shown.indexOf("public class Hello"))));
    }
}
