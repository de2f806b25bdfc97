package io.sp4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link CloseReason} and {@link DropReason}. Specified by api.md D6 and D17. */
class ReasonsTest {
    @Test
    void labelsAreCamelCase() {
        assertThat(CloseReason.MESSAGE_TOO_LARGE.label()).isEqualTo("messageTooLarge");
        assertThat(CloseReason.REFUSED.label()).isEqualTo("refused");
        assertThat(DropReason.QUEUE_FULL.label()).isEqualTo("queueFull");
        assertThat(DropReason.UNEXPECTED_REPLY.label()).isEqualTo("unexpectedReply");
    }

    @Test
    void labelsOfDropReasonsDiffer() {
        assertThat(Arrays.stream(DropReason.values()).map(DropReason::label)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "BAD_HEADER",
                "PROTOCOL_MISMATCH",
                "AUTHENTICATION_FAILED",
                "TLS_FAILED",
                "HANDSHAKE_TIMEOUT",
                "MESSAGE_TOO_LARGE",
                "MALFORMED",
                "UNEXPECTED_DATA",
                "SELF_CONNECT"
            })
    void aBrokenProtocolOrLimitIsTheFaultOfThePeer(CloseReason reason) {
        assertThat(reason.isFault()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "BAD_HEADER",
                "PROTOCOL_MISMATCH",
                "AUTHENTICATION_FAILED",
                "TLS_FAILED",
                "HANDSHAKE_TIMEOUT",
                "MESSAGE_TOO_LARGE",
                "MALFORMED",
                "UNEXPECTED_DATA",
                "SELF_CONNECT"
            })
    void nothingElseIs(CloseReason reason) {
        assertThat(reason.isFault()).isFalse();
    }
}
