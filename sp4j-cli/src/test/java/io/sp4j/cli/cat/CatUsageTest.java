package io.sp4j.cli.cat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.cli.ExitCode;
import io.sp4j.cli.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is opened: spec.md 8, conformance title 116. */
class CatUsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--req0 --rep0 -L 0 | Only one protocol may be specified.",
                "--pair --pair0 -L 0 | Only one protocol may be specified.",
                "-L 0 | No protocol specified.",
                "--rep0 | No address specified.",
                "--rep0 -L 0 --key x | Key (--key) needs a certificate (--cert).",
                "--req0 -L 0 | Protocol requires either --file or --data.",
                "--rep0 -L 0 -i 1 | Protocol does not support --interval.",
                "--pair0 -L 0 -i 1 | Option --interval requires either --file or --data.",
                "--rep0 -L 0 --subscribe x | Protocol does not support --subscribe.",
                "--rep0 -L 0 --hex --raw | Format may be specified only once.",
                "--rep0 -L 0 --format no --raw | Format may be specified only once.",
                "--rep0 -L 0 --format nice | Invalid format specified.",
                "--rep0 -L 0 -D x -D y | Data (--file, --data) may be specified only once.",
                "--rep0 -L 0 -D x -F y | Data (--file, --data) may be specified only once.",
                "--rep0 -L 0 --compat --async | Options --async and --compat are incompatible.",
                "--rep0 -L 0 --compat -C 1 | Options --count and --compat are incompatible.",
                "--pair1 -L 0 --compat | Protocol does not support --compat.",
                "--sub0 -L 0 -D x | Protocol does not support --file or --data.",
                "--pull0 -L 0 -i 1 | Protocol does not support --interval.",
                "--pub0 -L 0 -D x --raw | Protocol does not support --format options.",
                "--push0 -L 0 | Protocol requires either --file or --data.",
                "--rep0 -L 0 -C -1 | Integer argument expected.",
                "--rep0 -L 0 -C= | Integer argument expected.",
                "--rep0 -L 0 --count= | Empty integer argument.",
                "--rep0 -L 0 -C 2147483648 | Integer argument too large.",
                "--rep0 -L 0 --recv-timeout 86401 | Integer argument too large.",
                "--rep0 -L 65537 | Integer argument too large."
            })
    void aMistakeIsOneLineInNngcatsWords(String arguments, String message) throws Exception {
        Run run = cat(arguments.split(" "));
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "foo://x", "tcp://127.0.0.1:99999", "tcp://[::1"})
    void anAddressThatCannotBeOneIsAUsageError(String url) throws Exception {
        Run run = cat("--rep0", "--listen", url);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(url).hasLineCount(1);
    }

    @Test
    void helpIsNoFailure() throws Exception {
        Run run = cat("-h");
        assertThat(run.code()).isZero();
        assertThat(run.text()).startsWith("Usage: sp4j cat").contains("--recv-maxsz", "Exit codes");
    }

    @Test
    void versionIsPrinted() throws Exception {
        Run run = cat("-V");
        assertThat(run.code()).isZero();
        assertThat(run.text()).startsWith("sp4j ");
    }

    @Test
    void aFileThatIsMissingIsAFailure() throws Exception {
        Run run = cat("--req0", "-L", "0", "--file", "/no/such/file");
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("Cannot open file /no/such/file").hasLineCount(1);
    }

    private static Run cat(String... arguments) {
        List<String> all = new ArrayList<>(List.of("cat"));
        all.addAll(List.of(arguments));
        return Run.of(all.toArray(new String[0]));
    }
}
