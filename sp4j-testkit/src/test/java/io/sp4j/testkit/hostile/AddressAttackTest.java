package io.sp4j.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sp4j.Dialer;
import io.sp4j.Pair0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Addresses from an untrusted configuration are refused before any I/O, in words that are safe to print. */
@ExtendWith(LeakGate.class)
class AddressAttackTest {
    private static final int MOST_CHARS = 600;

    @Test
    @Spec({"reliability.md 5 row 50", "reliability.md 5 row 51", "api.md D24"})
    void refusesTrickyAddressesInWordsThatAreSafeToPrint() {
        List<String> urls = List.of(
                "tcp://127.0.0.1:65536",
                "tcp://127.0.0.1:-1",
                "tcp://127.0.0.1:",
                "tcp://a b:1",
                "tcp://a\r\nX-Evil: 1:1",
                "tcp://a\u0000b:1",
                "tcp://\u001b[31mred:1",
                "tcp://[::1:1",
                "tcp://user@host:1",
                "ipc://" + "x".repeat(108),
                "ipc:///tmp/a\u0000b",
                "ipc://",
                "",
                "\r\n",
                "no scheme",
                "tcp://" + "h".repeat(1 << 20) + ":1",
                "x".repeat(1 << 20));
        try (Pair0 socket = Pair0.open()) {
            for (String url : urls) {
                for (Throwable thrown : Arrays.asList(
                        catchThrowable(() -> socket.listen(url)), catchThrowable(() -> socket.dial(url)))) {
                    String what = url.length() > 100 ? url.substring(0, 100) + "…" : url;
                    assertThat(thrown).as(what).isInstanceOf(SpException.AddressInvalid.class);
                    String text = thrown.getMessage();
                    assertThat(text.length()).as(what).isLessThan(MOST_CHARS);
                    assertThat(text.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == 0x202e))
                            .as("nothing but text in: %s", text)
                            .isTrue();
                }
            }
            assertThat(socket.dialers()).isEmpty();
            assertThat(socket.listeners()).isEmpty();
        }
    }

    @Test
    @Spec("reliability.md 5 row 51")
    void logsAHostThatDoesNotExistInTextThatIsSafeToPrint() {
        try (LogLines log = new LogLines();
                Pair0 socket = Pair0.open()) {
            Dialer dialer = socket.dial("tcp://\u202egnp.exe:1");
            assertThat(dialer.lastError()).isPresent();
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("\\u202egnp.exe"));
            assertThat(log.lines()).noneMatch(line -> line.contains("\u202e"));
            assertThat(dialer.toString()).doesNotContain("\u202e");
        }
    }
}
