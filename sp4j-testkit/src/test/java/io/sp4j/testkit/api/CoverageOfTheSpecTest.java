package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/coverage-of-the-spec.md tells the truth. */
class CoverageOfTheSpecTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW =
            Pattern.compile("^\\| (\\d+|1\\.10 #\\d+) \\| .* \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern TITLE = Pattern.compile("^\\| (\\d+) \\| .* \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern REASON = Pattern.compile("^\\| ([\\d, ]+) \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern NOT_COVERED =
            Pattern.compile("^\\| (\\d+) \\| .* \\| not covered: .* \\|$", Pattern.MULTILINE);
    private static final int TITLES = 116;
    private static final Pattern TEST = Pattern.compile("`(\\w+)#?(\\w*)`");

    @Test
    void namesOnlyTestsThatNameTheNumber() throws IOException {
        String table = Files.readString(ROOT.resolve("docs/coverage-of-the-spec.md"));
        Map<String, String> sources = sources();
        int tests = 0;
        Matcher row = ROW.matcher(table);
        while (row.find()) {
            Matcher test = TEST.matcher(row.group(2));
            while (test.find()) {
                String source = sources.get(test.group(1));
                assertThat(source).as("%s for #%s", test.group(), row.group(1)).isNotNull();
                String number = Pattern.quote(clause(row.group(1)) + "\"");
                String name = test.group(2).isEmpty() ? "class " + test.group(1) : "void " + test.group(2) + "\\(";
                assertThat(Pattern.compile(number + "[^@]*\\)[^;}]*" + name)
                                .matcher(source)
                                .find())
                        .as("%s names #%s", test.group(), row.group(1))
                        .isTrue();
                tests++;
            }
        }
        assertThat(tests).isGreaterThan(50);
    }

    @Test
    void namesEveryNumberOnceAndWhatIsNotCoveredWithAReason() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/coverage-of-the-spec.md"));
        String table = page.substring(page.indexOf("## All"));
        assertThat(numbers(TITLE, table))
                .isEqualTo(IntStream.rangeClosed(1, TITLES).boxed().toList());
        String reasons = page.substring(page.indexOf("## Not covered"), page.indexOf("## Covered, and"));
        assertThat(numbers(NOT_COVERED, table)).isEqualTo(numbers(REASON, reasons));
        assertThat(TITLE.matcher(table).results().map(row -> row.group(2)))
                .allMatch(cell -> cell.contains("`") || cell.startsWith("not covered: "));
    }

    private static List<Integer> numbers(Pattern row, String in) {
        return row.matcher(in)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ")))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    private static String clause(String number) {
        return number.contains("#") ? "api.md " + number : "spec.md 10 #" + number;
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> found = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                found.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
        return found;
    }
}
