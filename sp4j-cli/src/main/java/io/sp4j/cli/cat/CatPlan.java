package io.sp4j.cli.cat;

import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.SocketBuilder;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command line means, once it is known to make sense.
 *
 * @param protocol what to speak
 * @param builder makes the socket
 * @param format how bodies are printed
 * @param hasData whether there is a body to send
 */
record CatPlan(CatProtocol protocol, SocketBuilder<?, ?> builder, BodyFormat format, boolean hasData) {

    /** Checks the options in nngcat's order, with nngcat's words; a refusal is an IllegalArgumentException. */
    static CatPlan of(CatOptions options) {
        checkOnce(options);
        refuseIf(options.endpoints.isEmpty(), "No address specified.");
        checkCompat(options);
        CatProtocol protocol = protocol(options);
        refuseIf(options.key != null && options.certificate == null, "Key (--key) needs a certificate (--cert).");
        refuseIf(options.topics != null && protocol != CatProtocol.SUB0, "Protocol does not support --subscribe.");
        checkRole(protocol, options);
        SocketBuilder<?, ?> builder = protocol.builder();
        configure(builder, options);
        BodyFormat format = options.formats.isEmpty() ? BodyFormat.NO : options.formats.get(0);
        return new CatPlan(protocol, builder, format, hasData(options));
    }

    private static void checkOnce(CatOptions options) {
        refuseIf(options.protocols.size() + (options.pair ? 1 : 0) > 1, "Only one protocol may be specified.");
        refuseIf(!options.unknownFormats.isEmpty(), "Invalid format specified.");
        refuseIf(options.formats.size() > 1, "Format may be specified only once.");
        refuseIf(size(options.data) + size(options.files) > 1, "Data (--file, --data) may be specified only once.");
    }

    private static void checkCompat(CatOptions options) {
        if (options.compat) {
            refuseIf(options.async, "Options --async and --compat are incompatible.");
            refuseIf(options.count != 0, "Options --count and --compat are incompatible.");
            refuseIf(options.protocols.contains(CatProtocol.PAIR1), "Protocol does not support --compat.");
        }
    }

    private static CatProtocol protocol(CatOptions options) {
        if (options.pair) {
            return options.compat ? CatProtocol.PAIR0 : CatProtocol.PAIR1;
        }
        refuseIf(options.protocols.isEmpty(), "No protocol specified.");
        return options.protocols.get(0);
    }

    private static void checkRole(CatProtocol protocol, CatOptions options) {
        boolean repeats = options.intervalSeconds != null;
        boolean hasData = hasData(options);
        switch (protocol.role()) {
            case RECEIVE -> {
                refuseIf(hasData, "Protocol does not support --file or --data.");
                refuseIf(repeats, "Protocol does not support --interval.");
            }
            case SEND -> {
                refuseIf(!options.formats.isEmpty(), "Protocol does not support --format options.");
                refuseIf(!hasData, "Protocol requires either --file or --data.");
            }
            case ASK -> refuseIf(!hasData, "Protocol requires either --file or --data.");
            case ANSWER -> refuseIf(repeats, "Protocol does not support --interval.");
            case EXCHANGE -> refuseIf(repeats && !hasData, "Option --interval requires either --file or --data.");
        }
    }

    private static void configure(SocketBuilder<?, ?> builder, CatOptions options) {
        if (options.recvTimeoutSeconds > 0) {
            setWherePresent(builder, Options.RECV_TIMEOUT, Duration.ofSeconds(options.recvTimeoutSeconds));
        }
        if (options.sendTimeoutSeconds > 0) {
            setWherePresent(builder, Options.SEND_TIMEOUT, Duration.ofSeconds(options.sendTimeoutSeconds));
        }
        if (builder instanceof Sub0.Builder sub) {
            List<String> topics = options.topics;
            sub.topics(topics == null ? new String[] {""} : topics.toArray(String[]::new));
        }
        Optional.ofNullable(options.recvMaxSize).ifPresent(bytes -> builder.set(Options.RECV_MAX_SIZE, bytes));
        Optional.ofNullable(options.socketName).ifPresent(name -> builder.set(Options.SOCKET_NAME, name));
        CatTls.of(options).ifPresent(builder::tls);
    }

    /** nngcat takes both timeouts with every protocol; those that never wait so do not have them here. */
    private static <T> void setWherePresent(SocketBuilder<?, ?> builder, Option<T> option, T value) {
        try {
            builder.set(option, value);
        } catch (SpException.NotSupported e) {
            // it would do nothing
        }
    }

    SpSocket open() {
        return builder.open();
    }

    private static boolean hasData(CatOptions options) {
        return size(options.data) + size(options.files) > 0;
    }

    private static int size(@Nullable List<String> values) {
        return values == null ? 0 : values.size();
    }

    private static void refuseIf(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }
}
