package io.sp4j;

/**
 * Turns values into bodies and back. Called on the thread of the caller; an exception becomes
 * {@link SpException.BadType} and closes nothing.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

    /** The body for {@code value}; the array is taken over. Null counts as an exception. */
    byte[] encode(T value) throws Exception;

    /** The value that the body of {@code m} stands for. Null counts as an exception. */
    T decode(Message m) throws Exception;
}
