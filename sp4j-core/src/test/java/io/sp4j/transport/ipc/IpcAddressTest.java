package io.sp4j.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sp4j.SpException;
import io.sp4j.spi.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of ipc. Specified by spec.md 2.4 and 2.9, reliability.md 3b, row "ipc path", and 5 row 50. */
class IpcAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ipc:///tmp/a, /tmp/a",
        "unix:///tmp/a, /tmp/a",
        "IPC://relative/a, relative/a",
        "ipc:///tmp/a%20b?c#d, /tmp/a%20b?c#d",
        "ipc:///tmp/../x/./y, /tmp/../x/./y",
        "ipc:///nonexistent/x, /nonexistent/x",
        "ipc:///Upper, /Upper",
        "'ipc:///with blank', /with blank",
    })
    void takesThePathAsWritten(String url, String path) {
        IpcAddress address = IpcAddress.of(Address.parse(url));
        assertThat(address.path()).hasToString(path);
        assertThat(address.address().url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc://", "unix://", "ipc://a\0b"})
    void refusesAnEmptyPathAndNul(String url) {
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> IpcAddress.of(Address.parse(url)))
                .withMessageContaining("the path");
    }

    @Test
    void takesAPathOfTheFullLength() {
        assertThat(IpcAddress.of(Address.parse("ipc:///" + "x".repeat(105)))
                        .path()
                        .toString())
                .hasSize(106);
    }

    @ParameterizedTest
    @ValueSource(ints = {107, 108, 4_000})
    void refusesALongerPathAndStatesBothLengths(int length) {
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> IpcAddress.of(Address.parse("ipc:///" + "x".repeat(length - 1))))
                .withMessageContaining("the path has " + length + " bytes, more than the 106 allowed")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(256));
    }

    @Test
    void refusesAbstractSocketsAndSaysWhy() {
        assertThatExceptionOfType(SpException.NotSupported.class)
                .isThrownBy(() -> IpcAddress.of(Address.parse("abstract://a%00b")))
                .withMessageContaining("pure Java")
                .withMessageContaining("ipc://");
    }

    @Test
    void refusesOtherSchemes() {
        assertThatExceptionOfType(SpException.NotSupported.class)
                .isThrownBy(() -> IpcAddress.of(Address.parse("socket://")));
    }
}
