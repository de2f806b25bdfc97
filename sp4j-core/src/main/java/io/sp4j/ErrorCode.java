package io.sp4j;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The errors of nng, with its numbers. A code says what kind of failure it was; {@link #exception(String, Throwable)}
 * makes the exception that carries it.
 */
public enum ErrorCode {
    /** The thread was interrupted while it waited. */
    INTERRUPTED(1, "EINTR", "Interrupted", SpException.Interrupted::new),
    /** A size cannot be represented or does not fit the memory set aside for messages. */
    NO_MEMORY(2, "ENOMEM", "Out of memory", SpException.NoMemory::new),
    /** An operation makes no sense for the object it was asked of. */
    INVALID_OPERATION(3, "EINVAL", "Invalid argument", SpException.InvalidOperation::new),
    /** The resource is in use in a way that excludes this use, as when an option is set after the start. */
    BUSY(4, "EBUSY", "Resource busy", SpException.Busy::new),
    /** The time allowed for the operation has passed. */
    TIMEOUT(5, "ETIMEDOUT", "Timed out", SpException.Timeout::new),
    /** Nobody listens at the address that was dialed. */
    CONNECTION_REFUSED(6, "ECONNREFUSED", "Connection refused", SpException.ConnectionRefused::new),
    /** The socket, context, dialer or listener was closed before or during the call. */
    CLOSED(7, "ECLOSED", "Object closed", SpException.Closed::new),
    /**
     * Something cannot be done without waiting, or failed only for the moment, as a name server that does not answer.
     */
    TRY_AGAIN(8, "EAGAIN", "Try again", SpException.TryAgain::new),
    /** The protocol, transport or platform has no such operation or option. */
    NOT_SUPPORTED(9, "ENOTSUP", "Not supported", SpException.NotSupported::new),
    /** Another listener holds the address. */
    ADDRESS_IN_USE(10, "EADDRINUSE", "Address in use", SpException.AddressInUse::new),
    /** The order of calls is not the protocol's, as a reply without a request. */
    BAD_STATE(11, "ESTATE", "Incorrect state", SpException.BadState::new),
    /** A thing that was named does not exist, as a directory or a subscription. */
    NO_ENTRY(12, "ENOENT", "Entry not found", SpException.NoEntry::new),
    /** The peer speaks another protocol or broke the wire format. */
    PROTOCOL_ERROR(13, "EPROTO", "Protocol error", SpException.ProtocolError::new),
    /** The network knows no way to the address. */
    DESTINATION_UNREACHABLE(14, "EUNREACHABLE", "Destination unreachable", SpException.DestinationUnreachable::new),
    /** A URL is malformed, a host is unknown, or a local address is not of this machine. */
    ADDRESS_INVALID(15, "EADDRINVAL", "Address invalid", SpException.AddressInvalid::new),
    /** The operating system forbids the operation, as listening on a port below 1024. */
    PERMISSION_DENIED(16, "EPERM", "Permission denied", SpException.PermissionDenied::new),
    /** A message is longer than the limit for it. */
    MESSAGE_TOO_LARGE(17, "EMSGSIZE", "Message too large", SpException.MessageTooLarge::new),
    /** This side gave the connection up while it was being made. */
    CONNECTION_ABORTED(18, "ECONNABORTED", "Connection aborted", SpException.ConnectionAborted::new),
    /** The connection broke while an answer was owed. */
    CONNECTION_RESET(19, "ECONNRESET", "Connection reset", SpException.ConnectionReset::new),
    /** The operation was given up on request, as a receive replaced by a newer request. */
    CANCELED(20, "ECANCELED", "Operation canceled", SpException.Canceled::new),
    /** The process has no file descriptor left. */
    OUT_OF_FILES(21, "ENOFILES", "Out of files", SpException.OutOfFiles::new),
    /** A disk or a table of fixed size is full. */
    OUT_OF_SPACE(22, "ENOSPC", "Out of space", SpException.OutOfSpace::new),
    /** A thing to be created is there already. */
    ALREADY_EXISTS(23, "EEXIST", "Resource already exists", SpException.AlreadyExists::new),
    /** An option that can only be read was set. */
    READ_ONLY(24, "EREADONLY", "Read only resource", SpException.ReadOnly::new),
    /** An option that can only be set was read. */
    WRITE_ONLY(25, "EWRITEONLY", "Write only resource", SpException.WriteOnly::new),
    /** A TLS handshake, key or certificate failed. */
    CRYPTO_ERROR(26, "ECRYPTO", "Cryptographic error", SpException.CryptoError::new),
    /** The peer did not prove who it is. */
    AUTHENTICATION_ERROR(27, "EPEERAUTH", "Peer could not be authenticated", SpException.AuthenticationError::new),
    /** An option of a command line lacks its value. */
    NO_ARGUMENT(28, "ENOARG", "Option requires argument", SpException.NoArgument::new),
    /** An abbreviated option of a command line could be several. */
    AMBIGUOUS(29, "EAMBIGUOUS", "Ambiguous option", SpException.Ambiguous::new),
    /** A value or a message is not of the type that was asked for. */
    BAD_TYPE(30, "EBADTYPE", "Incorrect type", SpException.BadType::new),
    /** The peer closed the connection in good order. */
    CONNECTION_SHUTDOWN(31, "ECONNSHUT", "Connection shutdown", SpException.ConnectionShutdown::new),
    /** This library broke a promise to itself. */
    INTERNAL(1000, "EINTERNAL", "Internal error detected", SpException.Internal::new),
    /** The operating system reported something that has no code of its own. */
    SYSTEM_ERROR(0x10000000, "ESYSERR", "System error", SpException.SystemError::new),
    /** A transport reported something that has no code of its own. */
    TRANSPORT_ERROR(0x20000000, "ETRANERR", "Transport error", SpException.TransportError::new);

    private static final int SYSTEM_BIT = 0x10000000;
    private static final int TRANSPORT_BIT = 0x20000000;
    private static final int FAMILY_MASK = 0xF0000000;

    private final int number;
    private final String nngName;
    private final String text;
    private final Maker maker;

    ErrorCode(int number, String nngName, String text, Maker maker) {
        this.number = number;
        this.nngName = nngName;
        this.text = text;
        this.maker = maker;
    }

    /**
     * Looks a number of nng up. A system or transport error of nng carries a detail in its low 28 bits, which is
     * ignored here.
     *
     * @param number any number; 0, which is success for nng, is no error
     * @return the code, or empty when nng 1.x has no such error
     */
    public static Optional<ErrorCode> of(int number) {
        int family = number & FAMILY_MASK;
        if (family == SYSTEM_BIT) {
            return Optional.of(SYSTEM_ERROR);
        }
        if (family == TRANSPORT_BIT) {
            return Optional.of(TRANSPORT_ERROR);
        }
        for (ErrorCode code : values()) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /**
     * Gives nng's number, for tools and for comparing with other languages.
     *
     * @return at least 1; {@code 0x10000000} and {@code 0x20000000} for the two families without codes of their own
     */
    public int number() {
        return number;
    }

    /**
     * Gives nng's name without its {@code NNG_} prefix.
     *
     * @return for example {@code ECLOSED}
     */
    public String nngName() {
        return nngName;
    }

    /**
     * Describes the error in a few English words, the same as nng does.
     *
     * @return for example {@code Object closed}
     */
    public String text() {
        return text;
    }

    /**
     * Makes the exception of this code, for the caller to throw or to fail a future with.
     *
     * @param message what failed, on what, and what to do about it
     * @return a new exception without a cause
     */
    public SpException exception(String message) {
        return exception(message, null);
    }

    /**
     * Makes the exception of this code, for the caller to throw or to fail a future with.
     *
     * @param message what failed, on what, and what to do about it
     * @param cause what led to it, or null when nothing did
     * @return a new exception of the nested class of {@link SpException} that belongs to this code
     */
    @SuppressWarnings("exports") // an annotation for tools only
    public SpException exception(String message, @Nullable Throwable cause) {
        return maker.make(Objects.requireNonNull(message, "message"), cause);
    }

    @FunctionalInterface
    private interface Maker {
        SpException make(String message, @Nullable Throwable cause);
    }
}
