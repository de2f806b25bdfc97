package io.sp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private final StringWriter text = new StringWriter();

    @Test
    void withoutColoursThereAreNoControlCharacters() {
        Report report = report(false);
        report.serverListens(7, List.of("tcp://127.0.0.1:1"), Duration.ZERO);
        report.serverKilled(7, 1);
        report.total(1, 1, 0);
        assertThat(text.toString()).isNotEmpty().doesNotContain("\u001b");
    }

    @Test
    void eachLineEndsItsColour() {
        report(true).serverKilled(7, 1);
        assertThat(text.toString()).startsWith("\u001b[").endsWith("\u001b[0m" + System.lineSeparator());
    }

    @Test
    void theTableHasALineForEachTransport() {
        report(false)
                .measured(List.of(
                        new Report.Row("tcp", 2, 12_345.4, Duration.ofNanos(80_400), Duration.ofNanos(1_200_000)),
                        new Report.Row("total", 4, 20_000, Duration.ofMillis(1), Duration.ofSeconds(2))));
        assertThat(text.toString().lines().filter(line -> !line.isBlank()))
                .containsExactly(
                        "transport  clients   requests/s       p50       p99",
                        "tcp              2       12,345     80 µs    1.2 ms",
                        "total            4       20,000    1.0 ms    2.00 s");
    }

    @Test
    void whatIsUnansweredIsCounted() {
        report(false).total(1_000, 998, 3);
        assertThat(text.toString()).contains("1,000 requests asked, 998 answered, 2 unanswered");
    }

    private Report report(boolean colours) {
        return new TextReport(new PrintWriter(text, true), colours);
    }
}
