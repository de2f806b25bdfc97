package io.sp4j.internal.wire;

import io.sp4j.Message;
import java.nio.ByteBuffer;

/** Gives messages the form that a transport has for them, piece by piece; one message after the other. */
public interface FrameEncoder {

    /** How many bytes of the stream a message takes, everything included. */
    long framedLength(Message m);

    /**
     * Appends what fits of a message, beginning at byte {@code from} of its form; at least one byte to an empty buffer.
     *
     * @param from 0, or where the last call for this message ended
     * @return how many bytes were appended; 0 = there is too little room
     */
    int encode(ByteBuffer out, Message m, long from);
}
