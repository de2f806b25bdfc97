package io.sp4j.internal.wire;

import io.sp4j.Message;
import io.sp4j.Pipe;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Reads and makes messages without copying; {@link Message} hands its implementation over when it is initialised. */
public abstract class MessageAccess {
    /** The header of every message that was made without one. */
    public static final byte[] NO_HEADER = new byte[0];

    private static @Nullable MessageAccess installed;

    protected MessageAccess() {}

    /** Called once, by the static initialiser of {@link Message}. */
    public static void install(MessageAccess access) {
        if (installed != null) {
            throw new IllegalStateException("installed already");
        }
        installed = access;
    }

    private static final class Holder {
        static final MessageAccess ACCESS = load();

        private static MessageAccess load() {
            try {
                MethodHandles.lookup().ensureInitialized(Message.class);
            } catch (IllegalAccessException e) {
                throw new ExceptionInInitializerError(e);
            }
            MessageAccess access = installed;
            if (access == null) {
                throw new IllegalStateException("Message has not installed its access");
            }
            return access;
        }
    }

    /** A message as it came off the wire: the SP header, if any, is at the front of the body. */
    public static Message received(byte[] takenOver, int offset, int length) {
        return Holder.ACCESS.make(NO_HEADER, takenOver, offset, length);
    }

    /** A message whose header is {@code header} and whose body is that part of {@code array}; neither is copied. */
    public static Message of(byte[] header, byte[] array, int offset, int length) {
        return Holder.ACCESS.make(header, array, offset, length);
    }

    /** As {@link #of}, with the pipe that {@code from} came from. */
    static Message derived(Message from, byte[] header, byte[] array, int offset, int length) {
        Message made = Holder.ACCESS.make(header, array, offset, length);
        Holder.ACCESS.copyOrigin(from, made);
        return made;
    }

    /** The array that holds the body, not copied. */
    public static byte[] array(Message m) {
        return Holder.ACCESS.arrayOf(m);
    }

    /** Where in the array the body begins. */
    public static int offset(Message m) {
        return Holder.ACCESS.offsetOf(m);
    }

    /** The header, not copied. */
    public static byte[] header(Message m) {
        return Holder.ACCESS.headerOf(m);
    }

    /** The bytes that the message has on the wire without framing: header and body. */
    public static int wireLength(Message m) {
        return header(m).length + m.length();
    }

    /** Says where a message came from; before it is handed to anybody else. */
    public static void origin(Message m, Pipe pipe) {
        Holder.ACCESS.setOrigin(m, pipe);
    }

    protected abstract Message make(byte[] header, byte[] array, int offset, int length);

    protected abstract byte[] arrayOf(Message m);

    protected abstract int offsetOf(Message m);

    protected abstract byte[] headerOf(Message m);

    protected abstract void setOrigin(Message m, Pipe pipe);

    protected abstract void copyOrigin(Message from, Message to);
}
