package io.sp4j;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The typed key of one setting, and all that is known about it. {@link Options} has them all. Which protocols and
 * transports honour an option is for the socket to say: {@code set} throws {@link SpException.NotSupported} where it
 * would do nothing.
 *
 * @param <T> the type of the values
 */
public final class Option<T> {
    private static final int SHOWN = 64;

    private final String name;
    private final OptionKind<T> kind;
    private final Mutability mutability;
    private final String summary;
    private final Set<Scope> scopes;

    Option(String name, OptionKind<T> kind, Mutability mutability, String summary, Set<Scope> scopes) {
        this.name = name;
        this.kind = kind;
        this.mutability = mutability;
        this.summary = summary;
        this.scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /**
     * Finds an option by its name, for command lines and configuration files.
     *
     * @param name as {@link #name()} gives it
     * @return the option, or empty when there is none of that name
     */
    public static Optional<Option<?>> named(String name) {
        return Options.named(name);
    }

    /**
     * Gives the name for configuration files and messages: nng's where nng has the option.
     *
     * @return for example {@code recv-timeout}
     */
    public String name() {
        return name;
    }

    /**
     * Gives the type of the values.
     *
     * @return {@code Duration}, {@code Integer}, {@code Boolean}, {@code String} or {@code Path}
     */
    public Class<T> type() {
        return kind.type();
    }

    /**
     * Gives the value that holds until another is set. Where it depends on the protocol, {@link #summary()} says so and
     * the socket knows.
     *
     * @return a value within the range
     */
    public T defaultValue() {
        return kind.defaultValue();
    }

    /**
     * Says in words which values there are.
     *
     * @return for example {@code 1 to 15}
     */
    public String range() {
        return kind.range();
    }

    /**
     * Says in one sentence what the option is for.
     *
     * @return a sentence with its full stop
     */
    public String summary() {
        return summary;
    }

    /**
     * Tells which objects the option can be set on.
     *
     * @return at least one; what is set on a socket is the default of the contexts, dialers and listeners that it makes
     *     later
     */
    public Set<Scope> scopes() {
        return scopes;
    }

    /**
     * Tells when the option may be set and what a change reaches.
     *
     * @return the same for all objects that have the option
     */
    public Mutability mutability() {
        return mutability;
    }

    /**
     * Reads a value, for command lines and configuration files. Times are milliseconds as for nng ({@code -1} is for
     * ever), an amount with {@code ns us ms s m h} or {@code d} such as {@code 1.5s}, ISO 8601 such as {@code PT5S}, or
     * {@code forever}; permissions are octal; flags are {@code true}, {@code on}, {@code yes}, {@code 1} and their
     * opposites.
     *
     * @param text the value, without blanks around it
     * @return a value that {@link #check} accepts
     * @throws IllegalArgumentException if the text is no value of the type or is out of range; the message names option
     *     and range
     */
    public T parse(String text) {
        Objects.requireNonNull(text, "text");
        T value;
        try {
            value = kind.reader().apply(text);
        } catch (IllegalArgumentException e) {
            throw refused('"' + text + '"', e);
        }
        return check(value);
    }

    /**
     * Checks a value before it is used.
     *
     * @param value any value of the type; a time longer than {@link Options#FOREVER} counts as that
     * @return the value to keep
     * @throws IllegalArgumentException if the value is out of range; the message names option and range
     */
    public T check(T value) {
        T normal = kind.normal().apply(Objects.requireNonNull(value, name));
        if (!kind.inRange().test(normal)) {
            throw refused(String.valueOf(value), null);
        }
        return normal;
    }

    private IllegalArgumentException refused(String value, @Nullable Throwable cause) {
        String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
        String message = "option " + name + " must be " + range() + ", not " + shown.replaceAll("\\p{C}", "?");
        return new IllegalArgumentException(message, cause);
    }

    /** Shows the name. */
    @Override
    public String toString() {
        return name;
    }

    /** What an option can be set on. */
    public enum Scope {
        /** A socket, or the builder that opens it. */
        SOCKET,

        /** A context of a socket. */
        CONTEXT,

        /** A dialer, while it is being made. */
        DIALER,

        /** A listener, while it is being made. */
        LISTENER
    }

    /** When an option may be set and what the change reaches. */
    public enum Mutability {
        /** At any time; calls, messages and waits that begin afterwards see it. */
        ANY_TIME,

        /** At any time; connections made afterwards see it. */
        LATER_CONNECTIONS,

        /** At any time; contexts, dialers and listeners made afterwards see it. */
        LATER_ENDPOINTS,

        /** On the builder only; on an open socket it is {@link SpException.ReadOnly}. */
        BEFORE_OPEN
    }
}
