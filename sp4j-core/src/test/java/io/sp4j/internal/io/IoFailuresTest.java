package io.sp4j.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.SpException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK throws becomes one of nng's errors. */
class IoFailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new SocketException("Too many open files"), ErrorCode.OUT_OF_FILES),
                Arguments.of(new BindException("Permission denied"), ErrorCode.PERMISSION_DENIED),
                Arguments.of(new SocketException("Operation not permitted"), ErrorCode.PERMISSION_DENIED),
                Arguments.of(new AccessDeniedException("/root/s"), ErrorCode.PERMISSION_DENIED),
                Arguments.of(new BindException("Address already in use"), ErrorCode.ADDRESS_IN_USE),
                Arguments.of(new FileAlreadyExistsException("/tmp/s"), ErrorCode.ADDRESS_IN_USE),
                Arguments.of(new BindException("Cannot assign requested address"), ErrorCode.ADDRESS_INVALID),
                Arguments.of(new UnresolvedAddressException(), ErrorCode.ADDRESS_INVALID),
                Arguments.of(new NoSuchFileException("/no/s"), ErrorCode.NO_ENTRY),
                Arguments.of(new SocketTimeoutException(), ErrorCode.TIMEOUT),
                Arguments.of(new ConnectException("Connection timed out"), ErrorCode.TIMEOUT),
                Arguments.of(new NoRouteToHostException("No route to host"), ErrorCode.DESTINATION_UNREACHABLE),
                Arguments.of(new ConnectException("Network is unreachable"), ErrorCode.DESTINATION_UNREACHABLE),
                Arguments.of(new ConnectException("Connection refused"), ErrorCode.CONNECTION_REFUSED),
                Arguments.of(new SocketException("Connection reset"), ErrorCode.CONNECTION_RESET),
                Arguments.of(new IOException("Broken pipe"), ErrorCode.CONNECTION_RESET),
                Arguments.of(
                        new IOException("Software caused connection abort: aborted"), ErrorCode.CONNECTION_ABORTED),
                Arguments.of(new ClosedChannelException(), ErrorCode.CLOSED),
                Arguments.of(new UnknownHostException("h: Temporary failure in name resolution"), ErrorCode.TRY_AGAIN),
                Arguments.of(new IOException("Resource temporarily unavailable"), ErrorCode.TRY_AGAIN),
                Arguments.of(new IOException("No space left on device"), ErrorCode.OUT_OF_SPACE),
                Arguments.of(new SocketException("Protocol family unavailable"), ErrorCode.NOT_SUPPORTED),
                Arguments.of(new IOException("something new"), ErrorCode.SYSTEM_ERROR),
                Arguments.of(new IOException((String) null), ErrorCode.SYSTEM_ERROR));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void becomeAnErrorWithItsCauseAndWhatFailed(Throwable thrown, ErrorCode code) {
        SpException told = IoFailures.of("dial tcp://host:1", thrown);
        assertThat(told.code()).isSameAs(code);
        assertThat(told).hasCause(thrown).hasMessageStartingWith("dial tcp://host:1: ");
    }

    @Test
    void areToldWithAdviceAndNeverTwice() {
        SpException told =
                IoFailures.of("listen", new BindException("Address already in use"), code -> "; advice for " + code);
        assertThat(told).hasMessage("listen: Address already in use; advice for ADDRESS_IN_USE");
        assertThat(IoFailures.of("again", told)).isSameAs(told);
    }

    @Test
    void areShownInTextThatIsSafeToPrint() {
        assertThat(IoFailures.of("dial", new IOException("a\u001b[31m\nb")).getMessage())
                .matches(text -> text.chars().noneMatch(c -> c < ' '));
    }

    @ParameterizedTest
    @EnumSource
    void giveEveryEndOfAnAttemptACode(CloseReason reason) {
        assertThat(IoFailures.code(reason)).isNotNull();
    }
}
