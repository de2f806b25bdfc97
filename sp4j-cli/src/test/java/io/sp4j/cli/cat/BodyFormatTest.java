package io.sp4j.cli.cat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that are printed: spec.md 8, the table of output formats. */
class BodyFormatTest {
    private static final byte[] BODY = {0x41, 0x0a, 0x22, (byte) 0xff};

    @Test
    void rawIsTheBody() {
        assertThat(BodyFormat.RAW.encode(BODY)).isEqualTo(BODY);
    }

    @Test
    void asciiHasDotsForWhatCannotBePrintedAndNoLineFeed() {
        assertThat(BodyFormat.ASCII.encode(BODY)).isEqualTo(bytes("A.\"."));
    }

    @Test
    void quotedIsAStringLiteralOfC() {
        assertThat(BodyFormat.QUOTED.encode(BODY)).isEqualTo(bytes("\"A\\n\\\"\\xff\"\n"));
        assertThat(BodyFormat.QUOTED.encode(bytes("\r\t\\~\u007f\0"))).isEqualTo(bytes("\"\\r\\t\\\\~\\x7f\\x00\"\n"));
    }

    @Test
    void hexShowsEveryByte() {
        assertThat(BodyFormat.HEX.encode(BODY)).isEqualTo(bytes("\"\\x41\\x0a\\x22\\xff\"\n"));
    }

    @Test
    void noPrintsNothing() {
        assertThat(BodyFormat.NO.encode(BODY)).isEmpty();
    }

    @Test
    void anEmptyBodyIsVisibleWhereTheFormatHasDelimiters() {
        byte[] empty = {};
        assertThat(BodyFormat.QUOTED.encode(empty)).isEqualTo(bytes("\"\"\n"));
        assertThat(BodyFormat.HEX.encode(empty)).isEqualTo(bytes("\"\"\n"));
        assertThat(BodyFormat.MSGPACK.encode(empty)).containsExactly(0xc4, 0);
        assertThat(BodyFormat.RAW.encode(empty)).isEmpty();
        assertThat(BodyFormat.ASCII.encode(empty)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4, C404", "255, C4FF", "256, C50100", "65535, C5FFFF", "65536, C600010000", "1048576, C600100000"})
    void msgpackPutsTheShortestHeaderInFront(int length, String header) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) 7);
        byte[] encoded = BodyFormat.MSGPACK.encode(body);
        int prefix = header.length() / 2;
        assertThat(hex(encoded, prefix)).isEqualTo(header);
        assertThat(Arrays.copyOfRange(encoded, prefix, encoded.length)).isEqualTo(body);
    }

    @Test
    void formatsHaveNngcatsNamesAndNoOthers() {
        assertThat(BodyFormat.named("quoted")).contains(BodyFormat.QUOTED);
        assertThat(BodyFormat.named("no")).contains(BodyFormat.NO);
        assertThat(BodyFormat.named("QUOTED")).isEmpty();
        assertThat(BodyFormat.named("json")).isEmpty();
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hex(byte[] bytes, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(String.format("%02X", bytes[i]));
        }
        return text.toString();
    }
}
