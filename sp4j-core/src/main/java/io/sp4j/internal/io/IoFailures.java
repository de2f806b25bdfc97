package io.sp4j.internal.io;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.SpException;
import io.sp4j.spi.Escapes;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.function.Function;

/** Translates what Java throws into the errors of the Scalability Protocols: by type first, then by text, since Java tells no errno. */
public final class IoFailures {

    private IoFailures() {}

    /** The exception for a failure of {@code what}, such as "dial tcp://host:1". */
    public static SpException of(String what, Throwable cause) {
        return of(what, cause, code -> "");
    }

    /** The same with words about what to do at the end of the message, such as "; choose another port". */
    public static SpException of(String what, Throwable cause, Function<ErrorCode, String> advice) {
        if (cause instanceof SpException known) {
            return known;
        }
        ErrorCode code = code(cause);
        return code.exception(what + ": " + describe(cause) + advice.apply(code), cause);
    }

    private static String describe(Throwable cause) {
        String text = cause.getMessage();
        return text == null ? cause.getClass().getSimpleName() : Escapes.escape(text, 256);
    }

    /** The code for what Java threw. */
    public static ErrorCode code(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("too many open files")) {
            return ErrorCode.OUT_OF_FILES;
        }
        if (text.contains("permission denied")
                || text.contains("not permitted")
                || text.contains("read-only file system")
                || cause instanceof AccessDeniedException) {
            return ErrorCode.PERMISSION_DENIED;
        }
        if (cause instanceof BindException) {
            return text.contains("in use") ? ErrorCode.ADDRESS_IN_USE : ErrorCode.ADDRESS_INVALID;
        }
        if (cause instanceof FileAlreadyExistsException) {
            return ErrorCode.ADDRESS_IN_USE;
        }
        if (cause instanceof NoSuchFileException || text.contains("no such file")) {
            return ErrorCode.NO_ENTRY;
        }
        if (cause instanceof SocketTimeoutException || text.contains("timed out")) {
            return ErrorCode.TIMEOUT;
        }
        if (cause instanceof NoRouteToHostException
                || cause instanceof PortUnreachableException
                || text.contains("unreachable")) {
            return ErrorCode.DESTINATION_UNREACHABLE;
        }
        if (cause instanceof ConnectException) {
            return ErrorCode.CONNECTION_REFUSED;
        }
        if (text.contains("reset") || text.contains("broken pipe")) {
            return ErrorCode.CONNECTION_RESET;
        }
        if (text.contains("aborted")) {
            return ErrorCode.CONNECTION_ABORTED;
        }
        if (cause instanceof ClosedChannelException) {
            return ErrorCode.CLOSED;
        }
        if (text.contains("temporarily unavailable") || text.contains("temporary failure")) {
            return ErrorCode.TRY_AGAIN;
        }
        if (text.contains("no space left")) {
            return ErrorCode.OUT_OF_SPACE;
        }
        if (text.contains("family unavailable") || text.contains("family not supported")) {
            return ErrorCode.NOT_SUPPORTED;
        }
        if (cause instanceof UnresolvedAddressException
                || cause instanceof UnsupportedAddressTypeException
                || text.contains("assign requested address")
                || text.contains("not a directory")
                || text.contains("invalid argument")) {
            return ErrorCode.ADDRESS_INVALID;
        }
        return ErrorCode.SYSTEM_ERROR;
    }

    /** Why a connection ends on which reading or writing failed like this. */
    static CloseReason reason(IOException cause) {
        return code(cause) == ErrorCode.CONNECTION_RESET ? CloseReason.CONNECTION_RESET : CloseReason.IO_ERROR;
    }

    /** The error of an attempt to connect that ended for this reason. */
    public static ErrorCode code(CloseReason reason) {
        return switch (reason) {
            case BAD_HEADER, PROTOCOL_MISMATCH, MALFORMED -> ErrorCode.PROTOCOL_ERROR;
            case AUTHENTICATION_FAILED -> ErrorCode.AUTHENTICATION_ERROR;
            case TLS_FAILED -> ErrorCode.CRYPTO_ERROR;
            case HANDSHAKE_TIMEOUT, STALLED_MESSAGE -> ErrorCode.TIMEOUT;
            case PEER_CLOSED, TRUNCATED -> ErrorCode.CONNECTION_SHUTDOWN;
            case CONNECTION_RESET -> ErrorCode.CONNECTION_RESET;
            case SELF_CONNECT -> ErrorCode.CONNECTION_REFUSED;
            case REFUSED -> ErrorCode.CONNECTION_ABORTED;
            case BUSY -> ErrorCode.BUSY;
            case MESSAGE_TOO_LARGE -> ErrorCode.MESSAGE_TOO_LARGE;
            case LOCAL_CLOSE, SOCKET_CLOSED, ENDPOINT_CLOSED -> ErrorCode.CLOSED;
            case OUT_OF_MEMORY -> ErrorCode.NO_MEMORY;
            case TOO_MANY_CONNECTIONS -> ErrorCode.OUT_OF_FILES;
            default -> ErrorCode.SYSTEM_ERROR;
        };
    }
}
