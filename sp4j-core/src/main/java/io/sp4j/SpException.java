package io.sp4j;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every failure that this library reports, one nested class per error of nng under the name that pynng gives it. Catch
 * the nested class to react to one failure, or this class and ask {@link #code()}. Others make these exceptions through
 * {@link ErrorCode}.
 */
@SuppressWarnings("serial") // exceptions are not kept from one version to another
public abstract sealed class SpException extends RuntimeException {
    /** Kept in the serialized form. */
    private final ErrorCode code;

    private SpException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.code = code;
    }

    /**
     * Tells which of nng's errors this is.
     *
     * @return the code, one to one with the nested class
     */
    public final ErrorCode code() {
        return code;
    }

    /**
     * Raised when the thread was interrupted while it waited: its interrupt flag is set again and the socket stays
     * usable, so finish what the thread does or call again.
     */
    public static final class Interrupted extends SpException {
        Interrupted(String message, @Nullable Throwable cause) {
            super(ErrorCode.INTERRUPTED, message, cause);
        }
    }

    /**
     * Raised when a size cannot be represented or does not fit the memory set aside for messages: send less at a time,
     * or give the JVM more memory.
     */
    public static final class NoMemory extends SpException {
        NoMemory(String message, @Nullable Throwable cause) {
            super(ErrorCode.NO_MEMORY, message, cause);
        }
    }

    /**
     * Raised when an operation makes no sense for the object it was asked of: correct the call; trying again does not
     * help.
     */
    public static final class InvalidOperation extends SpException {
        InvalidOperation(String message, @Nullable Throwable cause) {
            super(ErrorCode.INVALID_OPERATION, message, cause);
        }
    }

    /**
     * Raised when the resource is in use in a way that excludes this use, as when an option is set after the start:
     * close the other user first, or set the option earlier.
     */
    public static final class Busy extends SpException {
        Busy(String message, @Nullable Throwable cause) {
            super(ErrorCode.BUSY, message, cause);
        }
    }

    /**
     * Raised when the time allowed for the operation has passed: nothing was sent or taken, so call again or raise the
     * timeout.
     */
    public static final class Timeout extends SpException {
        Timeout(String message, @Nullable Throwable cause) {
            super(ErrorCode.TIMEOUT, message, cause);
        }
    }

    /**
     * Raised when nobody listens at the address that was dialed: start the listener, check the address, or dial in the
     * background, which tries again.
     */
    public static final class ConnectionRefused extends SpException {
        ConnectionRefused(String message, @Nullable Throwable cause) {
            super(ErrorCode.CONNECTION_REFUSED, message, cause);
        }
    }

    /** Raised when the socket, context, dialer or listener was closed before or during the call: open a new one. */
    public static final class Closed extends SpException {
        Closed(String message, @Nullable Throwable cause) {
            super(ErrorCode.CLOSED, message, cause);
        }
    }

    /**
     * Raised when something cannot be done without waiting, or failed only for the moment, as a name server that does
     * not answer: call again later.
     */
    public static final class TryAgain extends SpException {
        TryAgain(String message, @Nullable Throwable cause) {
            super(ErrorCode.TRY_AGAIN, message, cause);
        }
    }

    /**
     * Raised when the protocol, transport or platform has no such operation or option: use a protocol that has it, or
     * add the module that the message names.
     */
    public static final class NotSupported extends SpException {
        NotSupported(String message, @Nullable Throwable cause) {
            super(ErrorCode.NOT_SUPPORTED, message, cause);
        }
    }

    /** Raised when another listener holds the address: close that one or listen elsewhere; port 0 picks a free port. */
    public static final class AddressInUse extends SpException {
        AddressInUse(String message, @Nullable Throwable cause) {
            super(ErrorCode.ADDRESS_IN_USE, message, cause);
        }
    }

    /**
     * Raised when the order of calls is not the protocol's, as a reply without a request: make the missing call first.
     */
    public static final class BadState extends SpException {
        BadState(String message, @Nullable Throwable cause) {
            super(ErrorCode.BAD_STATE, message, cause);
        }
    }

    /**
     * Raised when a thing that was named does not exist, as a directory or a subscription: create it or correct the
     * name.
     */
    public static final class NoEntry extends SpException {
        NoEntry(String message, @Nullable Throwable cause) {
            super(ErrorCode.NO_ENTRY, message, cause);
        }
    }

    /**
     * Raised when the peer speaks another protocol or broke the wire format: dial the socket that belongs to this
     * protocol; the message names both.
     */
    public static final class ProtocolError extends SpException {
        ProtocolError(String message, @Nullable Throwable cause) {
            super(ErrorCode.PROTOCOL_ERROR, message, cause);
        }
    }

    /** Raised when the network knows no way to the address: check address, routes and firewalls. */
    public static final class DestinationUnreachable extends SpException {
        DestinationUnreachable(String message, @Nullable Throwable cause) {
            super(ErrorCode.DESTINATION_UNREACHABLE, message, cause);
        }
    }

    /**
     * Raised when a URL is malformed, a host is unknown, or a local address is not of this machine: correct the part of
     * the URL that the message names.
     */
    public static final class AddressInvalid extends SpException {
        AddressInvalid(String message, @Nullable Throwable cause) {
            super(ErrorCode.ADDRESS_INVALID, message, cause);
        }
    }

    /**
     * Raised when the operating system forbids the operation, as listening on a port below 1024: run with the right
     * that is missing or choose another address.
     */
    public static final class PermissionDenied extends SpException {
        PermissionDenied(String message, @Nullable Throwable cause) {
            super(ErrorCode.PERMISSION_DENIED, message, cause);
        }
    }

    /**
     * Raised when a message is longer than the limit for it: send less at a time, or raise {@code recv-size-max} at the
     * receiver.
     */
    public static final class MessageTooLarge extends SpException {
        MessageTooLarge(String message, @Nullable Throwable cause) {
            super(ErrorCode.MESSAGE_TOO_LARGE, message, cause);
        }
    }

    /** Raised when this side gave the connection up while it was being made: dial again. */
    public static final class ConnectionAborted extends SpException {
        ConnectionAborted(String message, @Nullable Throwable cause) {
            super(ErrorCode.CONNECTION_ABORTED, message, cause);
        }
    }

    /** Raised when the connection broke while an answer was owed: ask again if the question may be asked twice. */
    public static final class ConnectionReset extends SpException {
        ConnectionReset(String message, @Nullable Throwable cause) {
            super(ErrorCode.CONNECTION_RESET, message, cause);
        }
    }

    /**
     * Raised when the operation was given up on request, as a receive replaced by a newer request: nothing was lost;
     * start it again if it is still wanted.
     */
    public static final class Canceled extends SpException {
        Canceled(String message, @Nullable Throwable cause) {
            super(ErrorCode.CANCELED, message, cause);
        }
    }

    /** Raised when the process has no file descriptor left: raise its limit or close connections. */
    public static final class OutOfFiles extends SpException {
        OutOfFiles(String message, @Nullable Throwable cause) {
            super(ErrorCode.OUT_OF_FILES, message, cause);
        }
    }

    /** Raised when a disk or a table of fixed size is full: make room and call again. */
    public static final class OutOfSpace extends SpException {
        OutOfSpace(String message, @Nullable Throwable cause) {
            super(ErrorCode.OUT_OF_SPACE, message, cause);
        }
    }

    /** Raised when a thing to be created is there already: use it or choose another name. */
    public static final class AlreadyExists extends SpException {
        AlreadyExists(String message, @Nullable Throwable cause) {
            super(ErrorCode.ALREADY_EXISTS, message, cause);
        }
    }

    /** Raised when an option that can only be read was set: leave it alone, or set it on the builder if it has it. */
    public static final class ReadOnly extends SpException {
        ReadOnly(String message, @Nullable Throwable cause) {
            super(ErrorCode.READ_ONLY, message, cause);
        }
    }

    /** Raised when an option that can only be set was read: remember the value where it is set. */
    public static final class WriteOnly extends SpException {
        WriteOnly(String message, @Nullable Throwable cause) {
            super(ErrorCode.WRITE_ONLY, message, cause);
        }
    }

    /** Raised when a TLS handshake, key or certificate failed: the cause has the detail. */
    public static final class CryptoError extends SpException {
        CryptoError(String message, @Nullable Throwable cause) {
            super(ErrorCode.CRYPTO_ERROR, message, cause);
        }
    }

    /**
     * Raised when the peer did not prove who it is: check the certificates and the server name; the cause has the
     * detail.
     */
    public static final class AuthenticationError extends SpException {
        AuthenticationError(String message, @Nullable Throwable cause) {
            super(ErrorCode.AUTHENTICATION_ERROR, message, cause);
        }
    }

    /** Raised when an option of a command line lacks its value: give it one; only command lines raise this. */
    public static final class NoArgument extends SpException {
        NoArgument(String message, @Nullable Throwable cause) {
            super(ErrorCode.NO_ARGUMENT, message, cause);
        }
    }

    /**
     * Raised when an abbreviated option of a command line could be several: write it in full; only command lines raise
     * this.
     */
    public static final class Ambiguous extends SpException {
        Ambiguous(String message, @Nullable Throwable cause) {
            super(ErrorCode.AMBIGUOUS, message, cause);
        }
    }

    /**
     * Raised when a value or a message is not of the type that was asked for: check what the peer sends, or the type of
     * the option.
     */
    public static final class BadType extends SpException {
        BadType(String message, @Nullable Throwable cause) {
            super(ErrorCode.BAD_TYPE, message, cause);
        }
    }

    /** Raised when the peer closed the connection in good order: dial again, or let the dialer do it. */
    public static final class ConnectionShutdown extends SpException {
        ConnectionShutdown(String message, @Nullable Throwable cause) {
            super(ErrorCode.CONNECTION_SHUTDOWN, message, cause);
        }
    }

    /** Raised when this library broke a promise to itself: report it with its stack trace. */
    public static final class Internal extends SpException {
        Internal(String message, @Nullable Throwable cause) {
            super(ErrorCode.INTERNAL, message, cause);
        }
    }

    /** Raised when the operating system reported something that has no code of its own: the cause is what it said. */
    public static final class SystemError extends SpException {
        SystemError(String message, @Nullable Throwable cause) {
            super(ErrorCode.SYSTEM_ERROR, message, cause);
        }
    }

    /** Raised when a transport reported something that has no code of its own: the cause is what it said. */
    public static final class TransportError extends SpException {
        TransportError(String message, @Nullable Throwable cause) {
            super(ErrorCode.TRANSPORT_ERROR, message, cause);
        }
    }
}
