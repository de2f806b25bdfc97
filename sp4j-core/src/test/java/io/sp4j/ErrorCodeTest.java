package io.sp4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors. Specified by spec.md 7.1 and api.md 1.7. */
class ErrorCodeTest {
    @ParameterizedTest
    @CsvSource({
        "1, EINTR, Interrupted, Interrupted",
        "2, ENOMEM, Out of memory, NoMemory",
        "3, EINVAL, Invalid argument, InvalidOperation",
        "4, EBUSY, Resource busy, Busy",
        "5, ETIMEDOUT, Timed out, Timeout",
        "6, ECONNREFUSED, Connection refused, ConnectionRefused",
        "7, ECLOSED, Object closed, Closed",
        "8, EAGAIN, Try again, TryAgain",
        "9, ENOTSUP, Not supported, NotSupported",
        "10, EADDRINUSE, Address in use, AddressInUse",
        "11, ESTATE, Incorrect state, BadState",
        "12, ENOENT, Entry not found, NoEntry",
        "13, EPROTO, Protocol error, ProtocolError",
        "14, EUNREACHABLE, Destination unreachable, DestinationUnreachable",
        "15, EADDRINVAL, Address invalid, AddressInvalid",
        "16, EPERM, Permission denied, PermissionDenied",
        "17, EMSGSIZE, Message too large, MessageTooLarge",
        "18, ECONNABORTED, Connection aborted, ConnectionAborted",
        "19, ECONNRESET, Connection reset, ConnectionReset",
        "20, ECANCELED, Operation canceled, Canceled",
        "21, ENOFILES, Out of files, OutOfFiles",
        "22, ENOSPC, Out of space, OutOfSpace",
        "23, EEXIST, Resource already exists, AlreadyExists",
        "24, EREADONLY, Read only resource, ReadOnly",
        "25, EWRITEONLY, Write only resource, WriteOnly",
        "26, ECRYPTO, Cryptographic error, CryptoError",
        "27, EPEERAUTH, Peer could not be authenticated, AuthenticationError",
        "28, ENOARG, Option requires argument, NoArgument",
        "29, EAMBIGUOUS, Ambiguous option, Ambiguous",
        "30, EBADTYPE, Incorrect type, BadType",
        "31, ECONNSHUT, Connection shutdown, ConnectionShutdown",
        "1000, EINTERNAL, Internal error detected, Internal",
        "268435456, ESYSERR, System error, SystemError",
        "536870912, ETRANERR, Transport error, TransportError",
    })
    void carriesTheNumberNameAndTextOfNngAndTheClassOfPynng(int number, String nngName, String text, String pynng) {
        ErrorCode code = ErrorCode.of(number).orElseThrow();
        assertThat(code.number()).isEqualTo(number);
        assertThat(code.nngName()).isEqualTo(nngName);
        assertThat(code.text()).isEqualTo(text);
        assertThat(code.exception("x").getClass().getSimpleName()).isEqualTo(pynng);
    }

    @ParameterizedTest
    @EnumSource
    void makesAnExceptionThatKnowsItsCodeMessageAndCause(ErrorCode code) {
        IOException cause = new IOException("why");
        SpException made = code.exception("what", cause);
        assertThat(made).hasMessage("what").hasCause(cause);
        assertThat(made.code()).isSameAs(code);
        assertThat(code.exception("what")).hasNoCause();
    }

    @Test
    void hasOneClassForEachCode() {
        assertThat(Arrays.stream(ErrorCode.values())
                        .<Class<?>>map(code -> code.exception("x").getClass()))
                .containsExactlyInAnyOrder(SpException.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 32, 999, 1001, 0x30000000, Integer.MIN_VALUE})
    void doesNotKnowOtherNumbers(int number) {
        assertThat(ErrorCode.of(number)).isEmpty();
    }

    @Test
    void ignoresTheDetailOfSystemAndTransportErrors() {
        assertThat(ErrorCode.of(0x10000000 + 111)).contains(ErrorCode.SYSTEM_ERROR);
        assertThat(ErrorCode.of(0x2fffffff)).contains(ErrorCode.TRANSPORT_ERROR);
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesANullMessage() {
        assertThatNullPointerException().isThrownBy(() -> ErrorCode.CLOSED.exception(null));
    }
}
