package io.sp4j.jackson;

import io.sp4j.Codec;
import io.sp4j.Message;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records, beans, collections and strings as JSON in UTF-8, one value a message.
 *
 * <p>Unless a mapper says otherwise: fields that the type does not have are ignored, so that a newer peer may send more;
 * fields that are missing are 0, false, null or an empty {@code Optional}, so that an older peer may send less. Errors
 * are {@code null} for a number or a boolean or in place of the whole value, and anything behind the value. No class is
 * ever chosen by the peer. How deep JSON may nest and how long a number may be is bounded by Jackson (500 levels, 1,000
 * digits), how long a message may be by the socket.
 *
 * <p>Immutable; any number of threads may use one codec. Making one costs much more than using it: keep it.
 *
 * @param <T> the type of the values
 */
public final class JsonCodec<T> implements Codec<T> {
    private static final ObjectMapper DEFAULTS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectReader reader;
    private final ObjectWriter writer;

    private JsonCodec(ObjectMapper mapper, JavaType type) {
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
    }

    /**
     * A codec for values of one class.
     *
     * @param <T> the type of the values
     * @param type a record, a bean, an enum or any class that Jackson knows
     * @return a codec to keep
     */
    public static <T> JsonCodec<T> of(Class<T> type) {
        return of(type, DEFAULTS);
    }

    /**
     * A codec for values of a generic type.
     *
     * @param <T> the type of the values
     * @param type such as {@code new TypeReference<List<Point>>() {}}
     * @return a codec to keep
     */
    public static <T> JsonCodec<T> of(TypeReference<T> type) {
        return of(type, DEFAULTS);
    }

    /**
     * A codec for values of one class, written and read as {@code mapper} is configured.
     *
     * @param <T> the type of the values
     * @param type a record, a bean, an enum or any class that the mapper knows
     * @param mapper used by all threads that use the codec
     * @return a codec to keep
     */
    public static <T> JsonCodec<T> of(Class<T> type, ObjectMapper mapper) {
        return new JsonCodec<>(mapper, mapper.constructType(Objects.requireNonNull(type, "type")));
    }

    /**
     * A codec for values of a generic type, written and read as {@code mapper} is configured.
     *
     * @param <T> the type of the values
     * @param type such as {@code new TypeReference<List<Point>>() {}}
     * @param mapper used by all threads that use the codec
     * @return a codec to keep
     */
    public static <T> JsonCodec<T> of(TypeReference<T> type, ObjectMapper mapper) {
        return new JsonCodec<>(mapper, mapper.constructType(Objects.requireNonNull(type, "type")));
    }

    /**
     * The value as JSON.
     *
     * @param value not null
     * @return UTF-8 without a byte order mark
     * @throws tools.jackson.core.JacksonException if it cannot be written; through {@link Message#of(Object, Codec)} this
     *     is {@code BadType}
     */
    @Override
    public byte[] encode(T value) {
        return writer.writeValueAsBytes(Objects.requireNonNull(value, "value"));
    }

    /**
     * The value that the JSON in the body stands for.
     *
     * @param m whose whole body is one JSON value, with white space around it at most
     * @return the value
     * @throws tools.jackson.core.JacksonException if the body is not JSON, or not of this type; through
     *     {@link Message#decode} this is {@code BadType}
     * @throws IllegalArgumentException if it is {@code null} and that means nothing for this type; likewise
     */
    @Override
    public T decode(Message m) {
        T value = reader.readValue(m.bytes());
        if (value == null) {
            throw new IllegalArgumentException("null is not a value");
        }
        return value;
    }
}
