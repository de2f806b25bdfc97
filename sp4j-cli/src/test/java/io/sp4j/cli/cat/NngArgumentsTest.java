package io.sp4j.cli.cat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.cli.Streams;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How options are read: spec.md 8, conformance title 116. */
class NngArgumentsTest {
    private final CommandSpec command = new CommandLine(new Cat(new Streams(
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    new PrintWriter(OutputStream.nullOutputStream()))))
            .getCommandSpec();

    @ParameterizedTest
    @CsvSource({
        "--req, --req0",
        "--rep, --rep0",
        "--sur, --surveyor0",
        "--verb, --verbose",
        "--vers, --version",
        "--sub, --sub",
        "--sub0, --sub0",
        "--pair, --pair"
    })
    void aLongOptionMayBeCutToWhatNoOtherBeginsWith(String given, String meant) {
        assertThat(option(normal(given).get(0))).isEqualTo(option(meant));
    }

    @Test
    void anOptionWithAValueMayBeCutToo() {
        assertThat(normal("--lis", "u", "--recv-t:5")).containsExactly("--listen=u", "--recv-timeout=5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data=a=b:c", "--data:a=b:c", "-Da=b:c"})
    void aValueMayBeAttached(String given) {
        assertThat(normal(given)).containsExactly("--data=a=b:c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data", "--dat", "-D"})
    void aValueMayBeTheNextArgumentWhateverItLooksLike(String given) {
        assertThat(normal(given, "--req0")).containsExactly("--data=--req0");
    }

    @Test
    void anEmptyValueIsAValue() {
        assertThat(normal("--data=")).containsExactly("--data=");
        assertThat(normal("--data", "")).containsExactly("--data=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "-", ""})
    void theFirstArgumentThatIsNoOptionEndsThem(String end) {
        assertThat(normal("--hex", end, "--no-such-option")).containsExactly("--hex");
    }

    @ParameterizedTest
    @CsvSource({
        "--, Option -- is ambiguous (specify in full).",
        "--con, Option --con is ambiguous (specify in full).",
        "--s=1, Option --s=1 is ambiguous (specify in full).",
        "--nothing, Option --nothing is invalid.",
        "-z, Option -z is invalid.",
        "--verbose=1, Option --verbose=1 is invalid.",
        "-vq, Option -vq is invalid.",
        "--count, Option --count requires argument.",
        "-C, Option -C requires argument."
    })
    void anythingElseIsRefusedInNngcatsWords(String given, String message) {
        assertThatThrownBy(() -> normal(given))
                .isInstanceOf(ParameterException.class)
                .hasMessage(message);
    }

    private List<String> normal(String... arguments) {
        return NngArguments.normalize(new ArrayDeque<>(List.of(arguments)), command);
    }

    private Object option(String name) {
        return command.optionsMap().get(name);
    }
}
