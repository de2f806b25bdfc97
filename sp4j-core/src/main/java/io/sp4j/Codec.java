package io.sp4j;

/**
 * Turns values into bodies and back. Called on the thread of the caller; an exception becomes
 * {@link SpException.BadType} and closes nothing.
 *
 * <pre>{@code
 * Codec<UUID> codec = new Codec<>() {
 *     public byte[] encode(UUID value) {
 *         return Message.of(value.toString()).bytes();
 *     }
 *
 *     public UUID decode(Message m) {
 *         return UUID.fromString(m.text());
 *     }
 * };
 * UUID id = Message.of(UUID.randomUUID(), codec).decode(codec);
 * }</pre>
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {

    /**
     * The body for {@code value}. The array is taken over.
     *
     * @param value not null
     * @return bytes that nobody changes any more; no bytes are an empty body, null counts as an exception
     * @throws Exception when the value has no body; the caller gets {@link SpException.BadType}
     */
    byte[] encode(T value) throws Exception;

    /**
     * The value that the body of {@code m} stands for.
     *
     * @param m from a peer, so its body may be anything
     * @return the value; null counts as an exception
     * @throws Exception when the body stands for none; the caller gets {@link SpException.BadType}
     */
    T decode(Message m) throws Exception;
}
