package io.sp4j.internal.engine;

import io.sp4j.ErrorCode;
import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.internal.protocol.ProtocolSettings;
import io.sp4j.internal.protocol.RawSpec;
import io.sp4j.spi.LinkConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which options mean something to which protocol, and what of them the protocol reads. */
final class ProtocolOptions {
    private static final Set<Option<?>> EVERY_SOCKET = Set.of(
            Options.SOCKET_NAME,
            Options.LINGER,
            Options.RECV_MAX_SIZE,
            Options.RECONNECT_TIME_MIN,
            Options.RECONNECT_TIME_MAX,
            Options.DIAL_TIMEOUT,
            Options.HANDSHAKE_TIMEOUT,
            Options.MAX_CONNECTIONS,
            Options.MAX_PENDING_HANDSHAKES,
            Options.TCP_NO_DELAY,
            Options.TCP_KEEP_ALIVE,
            Options.IPC_PERMISSIONS,
            Options.IPC_PEER_USER,
            Options.IPC_BASE_DIRECTORY,
            Options.LOW_LATENCY,
            Options.TLS_CONFIG,
            Options.WS_ALLOWED_ORIGINS,
            Options.WS_REQUEST_HEADERS,
            Options.WS_RESPONSE_HEADERS);

    private static final Map<Protocol, Set<Option<?>>> OF_PROTOCOL = Map.ofEntries(
            Map.entry(
                    Protocol.PAIR0,
                    Set.of(Options.RECV_TIMEOUT, Options.SEND_TIMEOUT, Options.RECV_BUFFER, Options.SEND_BUFFER)),
            Map.entry(
                    Protocol.REQ0,
                    Set.of(
                            Options.RECV_TIMEOUT,
                            Options.SEND_TIMEOUT,
                            Options.MAX_TTL,
                            Options.RESEND_TIME,
                            Options.RESEND_TICK)),
            Map.entry(Protocol.REP0, Set.of(Options.RECV_TIMEOUT, Options.SEND_TIMEOUT, Options.MAX_TTL)),
            Map.entry(Protocol.PUB0, Set.of(Options.SEND_BUFFER)),
            Map.entry(Protocol.SUB0, Set.of(Options.RECV_TIMEOUT, Options.RECV_BUFFER, Options.SUB_PREFER_NEW)),
            Map.entry(Protocol.PUSH0, Set.of(Options.SEND_TIMEOUT, Options.SEND_BUFFER)),
            Map.entry(Protocol.PULL0, Set.of(Options.RECV_TIMEOUT, Options.RECV_BUFFER)),
            Map.entry(Protocol.BUS0, Set.of(Options.RECV_TIMEOUT, Options.RECV_BUFFER, Options.SEND_BUFFER)),
            Map.entry(
                    Protocol.PAIR1,
                    Set.of(
                            Options.RECV_TIMEOUT,
                            Options.SEND_TIMEOUT,
                            Options.RECV_BUFFER,
                            Options.SEND_BUFFER,
                            Options.MAX_TTL,
                            Options.PAIR1_POLYAMOROUS)),
            Map.entry(
                    Protocol.SURVEYOR0,
                    Set.of(
                            Options.RECV_TIMEOUT,
                            Options.SEND_TIMEOUT,
                            Options.RECV_BUFFER,
                            Options.SEND_BUFFER,
                            Options.MAX_TTL,
                            Options.SURVEY_TIME)),
            Map.entry(Protocol.RESPONDENT0, Set.of(Options.RECV_TIMEOUT, Options.SEND_TIMEOUT, Options.MAX_TTL)));

    /** Of those that the protocol has. */
    private static final Set<Option<?>> OF_CONTEXTS = Set.of(
            Options.RECV_TIMEOUT,
            Options.SEND_TIMEOUT,
            Options.RESEND_TIME,
            Options.SURVEY_TIME,
            Options.SUB_PREFER_NEW);

    private ProtocolOptions() {}

    /** Throws unless the option does something on a socket of this protocol. */
    static void check(Protocol protocol, Mode mode, Option<?> option) {
        if (!EVERY_SOCKET.contains(option) && !ofSocket(protocol, mode).contains(option)) {
            throw notSupported(option, (mode == Mode.RAW ? "raw " : "") + protocol.wireName() + " sockets");
        }
    }

    private static Set<Option<?>> ofSocket(Protocol protocol, Mode mode) {
        return mode == Mode.RAW ? ofRaw(RawSpec.of(protocol)) : ofProtocol(protocol);
    }

    private static Set<Option<?>> ofRaw(RawSpec spec) {
        Set<Option<?>> options = new HashSet<>();
        if (spec.receives()) {
            options.addAll(Set.of(Options.RECV_TIMEOUT, Options.RECV_BUFFER));
        }
        if (spec.sends()) {
            options.add(Options.SEND_BUFFER);
        }
        if (spec.waits()) {
            options.add(Options.SEND_TIMEOUT);
        }
        if (spec.checksTtl()) {
            options.add(Options.MAX_TTL);
        }
        return options;
    }

    /** Throws unless the option does something on a context of this protocol. */
    static void checkContext(Protocol protocol, Option<?> option) {
        boolean ofContext = OF_CONTEXTS.contains(option) || option == Options.RECV_BUFFER && protocol == Protocol.SUB0;
        if (!ofContext || !ofProtocol(protocol).contains(option)) {
            throw notSupported(option, protocol.wireName() + " contexts");
        }
    }

    private static SpException notSupported(Option<?> option, String where) {
        return ErrorCode.NOT_SUPPORTED.exception("option " + option.name() + " does nothing on " + where);
    }

    private static Set<Option<?>> ofProtocol(Protocol protocol) {
        return OF_PROTOCOL.getOrDefault(protocol, Set.of());
    }

    /** The options of a new socket, with the defaults that differ by protocol. */
    static LinkConfig.Values defaults(Protocol protocol, Mode mode) {
        OptionValues values = new OptionValues(null);
        boolean oneQueue = mode == Mode.RAW
                ? RawSpec.of(protocol).waits()
                : protocol == Protocol.PAIR0 || protocol == Protocol.PAIR1 || protocol == Protocol.PUSH0;
        if (oneQueue) {
            values.set(Options.SEND_BUFFER, 0);
        }
        return values;
    }

    /** Everything that a socket of this protocol has. */
    static Set<Option<?>> all(Protocol protocol, Mode mode) {
        Set<Option<?>> all = new HashSet<>(EVERY_SOCKET);
        all.addAll(ofSocket(protocol, mode));
        return all;
    }

    /** Copies what a protocol reads; inside the Turn. */
    static void apply(OptionValues values, ProtocolSettings settings) {
        settings.sendDepth = values.get(Options.SEND_BUFFER);
        settings.sendBytes = values.isSet(Options.SEND_BUFFER) ? Long.MAX_VALUE : 8L << 20;
        settings.recvDepth = values.get(Options.RECV_BUFFER);
        settings.recvBytes = values.isSet(Options.RECV_BUFFER) ? Long.MAX_VALUE : 8L << 20;
        settings.preferNew = values.get(Options.SUB_PREFER_NEW);
        settings.maxTtl = values.get(Options.MAX_TTL);
        settings.resendNanos = nanos(values.get(Options.RESEND_TIME));
        settings.resendTickNanos = nanos(values.get(Options.RESEND_TICK));
        settings.surveyNanos = nanos(values.get(Options.SURVEY_TIME));
        settings.polyamorous = values.get(Options.PAIR1_POLYAMOROUS);
    }

    /** The nanoseconds of a duration, {@link Long#MAX_VALUE} for one that is longer. */
    static long nanos(Duration duration) {
        return duration.compareTo(Options.FOREVER) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
