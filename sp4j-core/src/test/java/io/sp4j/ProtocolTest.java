package io.sp4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol numbers. Specified by spec.md 1. */
class ProtocolTest {
    @ParameterizedTest
    @CsvSource({
        "PAIR0, 0x0010, 0x0010, pair",
        "PAIR1, 0x0011, 0x0011, pair1",
        "PUB0, 0x0020, 0x0021, pub",
        "SUB0, 0x0021, 0x0020, sub",
        "REQ0, 0x0030, 0x0031, req",
        "REP0, 0x0031, 0x0030, rep",
        "PUSH0, 0x0050, 0x0051, push",
        "PULL0, 0x0051, 0x0050, pull",
        "SURVEYOR0, 0x0062, 0x0063, surveyor",
        "RESPONDENT0, 0x0063, 0x0062, respondent",
        "BUS0, 0x0070, 0x0070, bus",
    })
    void hasTheNumbersAndNameOfTheWire(Protocol protocol, String self, String peer, String wireName) {
        assertThat(protocol.number()).isEqualTo(Integer.decode(self));
        assertThat(protocol.peer().number()).isEqualTo(Integer.decode(peer));
        assertThat(protocol.wireName()).isEqualTo(wireName);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNumberAndIsThePeerOfItsPeer(Protocol protocol) {
        assertThat(Protocol.of(protocol.number())).contains(protocol);
        assertThat(protocol.peer().peer()).isSameAs(protocol);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x60, 0x640, 0xffff, 0x10010})
    void doesNotKnowOtherNumbers(int number) {
        assertThat(Protocol.of(number)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0x31, rep0 (0x0031)", "0x11, pair1 (0x0011)", "0x1234, unknown (0x1234)", "0, unknown (0x0000)"})
    void putsANumberIntoWords(String number, String words) {
        assertThat(Protocol.describe(Integer.decode(number))).isEqualTo(words);
    }
}
