package io.sp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.cli.ExitCode;
import io.sp4j.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(100)
class DemoTest {

    @Test
    void everyRequestIsAnsweredAlthoughTheServerDies() throws Exception {
        Run demo = Run.of("demo", "--seconds", "1", "--json");
        assertThat(demo.code()).as(demo.err()).isZero();
        List<String> lines = demo.text().lines().toList();
        String total = lines.get(lines.size() - 1);
        assertThat(number("asked", total)).isPositive().isEqualTo(number("answered", total));
        assertThat(lines).noneMatch(line -> line.contains("\"event\":\"lost\""));
        assertThat(lines)
                .filteredOn(line -> line.contains("\"event\":\"server-listens\""))
                .hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"event\":\"server-killed\""))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"event\":\"measured\""))
                .extracting(line -> line.replaceAll(".*\"transport\":\"(\\w+)\".*", "$1"))
                .containsExactly("tcp", "ipc", "total");
        assertThat(lines).filteredOn(line -> line.contains("\"pid\"")).allSatisfy(line -> {
            assertThat(ProcessHandle.of(number("pid", line)).filter(ProcessHandle::isAlive))
                    .as("a server goes on")
                    .isEmpty();
        });
        assertThat(directoryOf(lines)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--clients=1", "--clients=17", "--seconds=0", "--seconds=61", "--color=maybe"})
    void numbersOutOfRangeAreUsageErrors(String option) throws Exception {
        Run demo = Run.of("demo", option);
        assertThat(demo.code()).isEqualTo(ExitCode.USAGE);
        assertThat(demo.err())
                .contains(option.substring(0, option.indexOf('=')))
                .hasLineCount(1);
        assertThat(demo.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=1", "--web --port=-1", "--web --port=65535"})
    void aPortThatCannotBeIsAUsageError(String options) throws Exception {
        Run demo = Run.of(("demo " + options).split(" "));
        assertThat(demo.code()).isEqualTo(ExitCode.USAGE);
        assertThat(demo.err()).contains("--port").hasLineCount(1);
        assertThat(demo.out()).isEmpty();
    }

    private static long number(String key, String json) {
        Matcher found = Pattern.compile("\"" + key + "\":(\\d+)").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static Path directoryOf(List<String> lines) {
        Matcher found = Pattern.compile("ipc://([^\"]+)").matcher(String.join("\n", lines));
        assertThat(found.find()).isTrue();
        Path directory = Path.of(found.group(1)).getParent();
        assertThat(directory).isNotNull();
        assertThat(Files.exists(directory.resolve("demo.ipc"))).isFalse();
        return directory;
    }
}
