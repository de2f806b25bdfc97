package io.sp4j.internal.wire;

/** Keeps account of the memory that partly received messages hold. */
public interface PartialBytes {

    /** The most that may be held; a single message above it is refused. */
    long limit();

    /** So many more bytes are held. */
    void charge(int bytes);

    /** So many bytes are held no longer. */
    void release(int bytes);
}
