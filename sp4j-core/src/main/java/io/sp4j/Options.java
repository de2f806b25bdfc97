package io.sp4j;

import static io.sp4j.Option.Mutability.ANY_TIME;
import static io.sp4j.Option.Mutability.BEFORE_OPEN;
import static io.sp4j.Option.Mutability.LATER_CONNECTIONS;
import static io.sp4j.Option.Mutability.LATER_ENDPOINTS;
import static io.sp4j.Option.Scope.CONTEXT;
import static io.sp4j.Option.Scope.DIALER;
import static io.sp4j.Option.Scope.LISTENER;
import static io.sp4j.Option.Scope.SOCKET;
import static io.sp4j.OptionKind.flag;
import static io.sp4j.OptionKind.number;
import static io.sp4j.OptionKind.path;
import static io.sp4j.OptionKind.permissions;
import static io.sp4j.OptionKind.text;
import static io.sp4j.OptionKind.time;
import static io.sp4j.OptionKind.tls;

import io.sp4j.Option.Mutability;
import io.sp4j.Option.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All options, one row each: what a builder, {@code get}, {@code set}, the command line and the documentation know
 * about a setting comes from here.
 */
public final class Options {
    /** The longest time there is, about 292 years: waiting this long is waiting for ever. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private static final Duration NONE = Duration.ZERO;
    private static final Duration TICK = Duration.ofMillis(1);
    private static final int MAX_DEPTH = 8_192;
    private static final List<Option<?>> ROWS = new ArrayList<>();

    /** How long a receive waits; zero fails at once. For ever by default. */
    public static final Option<Duration> RECV_TIMEOUT = row(
            "recv-timeout",
            time(NONE, FOREVER),
            ANY_TIME,
            "How long a receive waits for a message before it fails with Timeout.",
            SOCKET,
            CONTEXT);

    /** How long a send waits; zero fails at once. For ever by default. Accepted does not mean delivered. */
    public static final Option<Duration> SEND_TIMEOUT = row(
            "send-timeout",
            time(NONE, FOREVER),
            ANY_TIME,
            "How long a send waits until its message is accepted before it fails with Timeout.",
            SOCKET,
            CONTEXT);

    /**
     * How many received messages are kept, 0 to 8,192. Unset, the limit is 1,024 messages or 8 MiB, whichever comes
     * first.
     */
    public static final Option<Integer> RECV_BUFFER = row(
            "recv-buffer",
            number(0, MAX_DEPTH, 1_024),
            ANY_TIME,
            "How many received messages are kept for the application; a value that is set replaces the limit of 8 MiB.",
            SOCKET,
            CONTEXT);

    /**
     * How many messages wait to be sent, 0 to 8,192. Unset, the limit is 1,024 messages or 8 MiB for each pipe; pair
     * and push have one queue for the socket instead, of depth 0.
     */
    public static final Option<Integer> SEND_BUFFER = row(
            "send-buffer",
            number(0, MAX_DEPTH, 1_024),
            ANY_TIME,
            "How many messages wait to be sent, for each pipe, or for the socket with pair and push, which start with"
                    + " 0.",
            SOCKET);

    /** The longest body that is received, in bytes; 0 is no limit but that of Java arrays. 1 MiB by default. */
    public static final Option<Integer> RECV_MAX_SIZE = row(
            "recv-size-max",
            number(0, Integer.MAX_VALUE - 15, 1 << 20),
            LATER_CONNECTIONS,
            "The longest message body in bytes that a peer may send; a longer one closes its connection; 0 is no"
                    + " limit.",
            SOCKET,
            DIALER,
            LISTENER);

    /** The first delay before redialing; 100 ms by default. Less than 10 ms counts as 10 ms. */
    public static final Option<Duration> RECONNECT_TIME_MIN = row(
            "reconnect-time-min",
            time(NONE, Duration.ofMillis(100)),
            ANY_TIME,
            "The delay before a dialer tries again for the first time; every failure doubles it.",
            SOCKET,
            DIALER);

    /** Where the delay before redialing stops growing; 5 s by default. Zero is no growth, as for nng. */
    public static final Option<Duration> RECONNECT_TIME_MAX = row(
            "reconnect-time-max",
            time(NONE, Duration.ofSeconds(5)),
            ANY_TIME,
            "The longest delay before a dialer tries again; 0 keeps the first delay.",
            SOCKET,
            DIALER);

    /** How many hops a message may have made, 1 to 15; 8 by default. The first is to the peer itself, each device adds one. */
    public static final Option<Integer> MAX_TTL = row(
            "ttl-max",
            number(1, 15, 8),
            ANY_TIME,
            "How many hops, one more than devices, a received message may have made; beyond it is dropped and counted.",
            SOCKET);

    /** A name for logs, thread names and metrics, at most 63 bytes of UTF-8. Empty stands for the socket's number. */
    public static final Option<String> SOCKET_NAME = row(
            "socket-name",
            text(63),
            ANY_TIME,
            "The name of the socket in logs, thread names and metrics; empty for its number.",
            SOCKET);

    /**
     * How long close flushes what was accepted, at most an hour because close never hangs; 1 s by default, zero not at
     * all.
     */
    public static final Option<Duration> LINGER = row(
            "linger",
            time(NONE, Duration.ofHours(1), Duration.ofSeconds(1)),
            ANY_TIME,
            "How long close waits at most for accepted messages to be written; 0 discards them.",
            SOCKET);

    /** How long one attempt to connect may take in all, names, TCP, TLS and handshake together; 10 s by default. */
    public static final Option<Duration> DIAL_TIMEOUT = row(
            "dial-timeout",
            time(TICK, Duration.ofSeconds(10)),
            LATER_CONNECTIONS,
            "How long one attempt to connect may take, all addresses of the host and the handshake included.",
            SOCKET,
            DIALER);

    /** The deadline from a TCP connection to a verified peer, TLS and HTTP included; 10 s by default. */
    public static final Option<Duration> HANDSHAKE_TIMEOUT = row(
            "handshake-timeout",
            time(TICK, Duration.ofSeconds(10)),
            LATER_CONNECTIONS,
            "How long a peer may take from connecting to the end of its handshake.",
            SOCKET,
            DIALER,
            LISTENER);

    /**
     * How many connections a listener keeps, 1 to 1,048,576; 16,384 by default, and never over 80 % of the descriptors.
     */
    public static final Option<Integer> MAX_CONNECTIONS = row(
            "max-connections",
            number(1, 1 << 20, 16_384),
            LATER_CONNECTIONS,
            "How many connections a listener keeps at once; more are closed and counted.",
            SOCKET,
            LISTENER);

    /** How many handshakes a listener has under way, 1 to 65,536; 1,024 by default. */
    public static final Option<Integer> MAX_PENDING_HANDSHAKES = row(
            "max-pending-handshakes",
            number(1, 1 << 16, 1_024),
            LATER_CONNECTIONS,
            "How many handshakes a listener has under way at once; when full, stalled ones are cut and the rest wait.",
            SOCKET,
            LISTENER);

    /** Whether waiting threads spend processor time to be quicker; off by default. */
    public static final Option<Boolean> LOW_LATENCY = row(
            "low-latency",
            flag(false),
            BEFORE_OPEN,
            "Whether waiting spends processor time to save some microseconds for each message.",
            SOCKET);

    /**
     * How long a peer may take nothing while messages wait for it. Off (for ever) but for pub, sub and bus, where it is
     * 60 s.
     */
    public static final Option<Duration> SEND_STALL_TIMEOUT = row(
            "send-stall-timeout",
            time(TICK, FOREVER),
            LATER_CONNECTIONS,
            "How long a peer may take no bytes while some wait for it before it is cut off; 60 s for pub, sub and bus.",
            SOCKET,
            DIALER,
            LISTENER);

    /**
     * How long a request waits for its reply before it is sent again; 60 s by default. Zero and for ever switch it off.
     */
    public static final Option<Duration> RESEND_TIME = row(
            "req:resend-time",
            time(NONE, Duration.ofSeconds(60)),
            ANY_TIME,
            "How long a request waits for its reply before it is sent again, to another peer if there is one; 0 is"
                    + " never.",
            SOCKET,
            CONTEXT);

    /** How exactly the time for sending again is kept, 1 ms to an hour; 1 s by default. */
    public static final Option<Duration> RESEND_TICK = row(
            "req:resend-tick",
            time(TICK, Duration.ofHours(1), Duration.ofSeconds(1)),
            ANY_TIME,
            "How often requests are looked through for those to send again.",
            SOCKET);

    /** How long a survey takes answers; 1 s by default. */
    public static final Option<Duration> SURVEY_TIME = row(
            "surveyor:survey-time",
            time(NONE, Duration.ofSeconds(1)),
            ANY_TIME,
            "How long a survey that begins afterwards takes answers.",
            SOCKET,
            CONTEXT);

    /** Whether a pair of version 1 takes any number of peers; the builder says so, then it can only be read. */
    public static final Option<Boolean> PAIR1_POLYAMOROUS = row(
            "pair1:polyamorous",
            flag(false),
            BEFORE_OPEN,
            "Whether a pair of version 1 takes any number of peers, each addressed by its pipe.",
            SOCKET);

    /** Whether a full subscriber drops its oldest message, the default, or the one that comes. */
    public static final Option<Boolean> SUB_PREFER_NEW = row(
            "sub:prefnew",
            flag(true),
            ANY_TIME,
            "Whether a subscriber whose queue is full drops its oldest message instead of the newest.",
            SOCKET,
            CONTEXT);

    /** Whether small segments are sent at once (Nagle's algorithm off); on by default. */
    public static final Option<Boolean> TCP_NO_DELAY = row(
            "tcp-nodelay",
            flag(true),
            LATER_CONNECTIONS,
            "Whether TCP sends small messages at once instead of collecting them.",
            SOCKET,
            DIALER,
            LISTENER);

    /**
     * Whether idle connections are probed, after 15 s, so that a dead one is found within 30 s; on by default, unlike
     * nng.
     */
    public static final Option<Boolean> TCP_KEEP_ALIVE = row(
            "tcp-keepalive",
            flag(true),
            LATER_CONNECTIONS,
            "Whether TCP probes idle connections so that a dead peer is found within 30 s.",
            SOCKET,
            DIALER,
            LISTENER);

    /** The mode of the file that an ipc listener makes, 0 to 0777; 0600 by default, so only its owner may connect. */
    public static final Option<Integer> IPC_PERMISSIONS = row(
            "ipc:permissions",
            permissions(0600),
            LATER_ENDPOINTS,
            "The permissions of the file that an ipc listener makes.",
            SOCKET,
            LISTENER);

    /** The user that the process at the other end of an ipc connection must run as. Empty, the default, is any. */
    public static final Option<String> IPC_PEER_USER = row(
            "ipc:peer-user",
            text(256),
            LATER_CONNECTIONS,
            "The user that the peer of an ipc connection must run as; empty for any.",
            SOCKET,
            DIALER,
            LISTENER);

    /**
     * The directory that ipc paths may not leave, by {@code ..} or by symbolic links either. Empty, the default, is
     * any.
     */
    public static final Option<Path> IPC_BASE_DIRECTORY = row(
            "ipc:base-directory",
            path(),
            LATER_ENDPOINTS,
            "The directory that ipc paths may not leave; empty for none.",
            SOCKET,
            DIALER,
            LISTENER);

    /** The web origins that may connect besides the listener's own, separated by commas. Empty by default. */
    public static final Option<String> WS_ALLOWED_ORIGINS = row(
            "ws:allowed-origins",
            text(8_192),
            LATER_ENDPOINTS,
            "The web origins, separated by commas, from which browsers may connect besides the listener's own.",
            SOCKET,
            LISTENER);

    /** Fields that a dialer of WebSocket adds to its request, each a line of the form {@code Name: value}. None by default. */
    public static final Option<String> WS_REQUEST_HEADERS = row(
            "ws:request-headers",
            text(8_192),
            LATER_ENDPOINTS,
            "Fields that a dialer of WebSocket adds to its request, one on each line.",
            SOCKET,
            DIALER);

    /** Fields that a listener of WebSocket adds to its answer, each a line of the form {@code Name: value}. None by default. */
    public static final Option<String> WS_RESPONSE_HEADERS = row(
            "ws:response-headers",
            text(8_192),
            LATER_ENDPOINTS,
            "Fields that a listener of WebSocket adds to its answer, one on each line.",
            SOCKET,
            LISTENER);

    /** The keys and the trust of connections over TLS; without an identity and with the JDK's authorities by default. */
    public static final Option<TlsConfig> TLS_CONFIG = row(
            "tls-config",
            tls(),
            LATER_ENDPOINTS,
            "The keys and the trust of connections over TLS.",
            SOCKET,
            DIALER,
            LISTENER);

    private Options() {}

    /**
     * Gives every option.
     *
     * @return in the order of this class
     */
    public static List<Option<?>> all() {
        return Collections.unmodifiableList(ROWS);
    }

    /**
     * Finds an option by its name, for command lines and configuration files.
     *
     * @param name as {@link Option#name()} gives it; upper and lower case differ
     * @return the option, or empty when there is none of that name
     */
    public static Optional<Option<?>> named(String name) {
        Objects.requireNonNull(name, "name");
        for (Option<?> option : ROWS) {
            if (option.name().equals(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    private static <T> Option<T> row(
            String name, OptionKind<T> kind, Mutability mutability, String summary, Scope... scopes) {
        Option<T> option = new Option<>(name, kind, mutability, summary, Set.of(scopes));
        ROWS.add(option);
        return option;
    }
}
