package io.sp4j;

/** Something that was registered and can be taken back. */
public interface Registration extends AutoCloseable {

    /** Takes it back; a call that is running may still finish. Idempotent, any thread. */
    @Override
    void close();
}
