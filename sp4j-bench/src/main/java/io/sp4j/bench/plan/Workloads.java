package io.sp4j.bench.plan;

import static io.sp4j.bench.plan.Metric.ALLOCATED;
import static io.sp4j.bench.plan.Metric.CPU;
import static io.sp4j.bench.plan.Metric.HEAP;
import static io.sp4j.bench.plan.Metric.LOST;
import static io.sp4j.bench.plan.Metric.P50;
import static io.sp4j.bench.plan.Metric.P99;
import static io.sp4j.bench.plan.Metric.P999;
import static io.sp4j.bench.plan.Metric.RATE;
import static io.sp4j.bench.plan.Metric.RSS;
import static io.sp4j.bench.plan.Metric.WAKE_UPS;
import static io.sp4j.bench.plan.Transport.INPROC;
import static io.sp4j.bench.plan.Transport.IPC;
import static io.sp4j.bench.plan.Transport.TCP;
import static io.sp4j.bench.plan.Transport.TLS;
import static io.sp4j.bench.plan.Transport.WS;
import static io.sp4j.bench.plan.Transport.WSS;
import static io.sp4j.bench.plan.Variant.Depth.ASKED;
import static io.sp4j.bench.plan.Variant.Depth.CURVE;
import static io.sp4j.bench.plan.Variant.Depth.FULL;
import static io.sp4j.bench.plan.Variant.Depth.QUICK;
import static io.sp4j.bench.plan.Variant.Depth.QUICK_ONLY;
import static io.sp4j.bench.plan.Workload.Side.DIAL;
import static io.sp4j.bench.plan.Workload.Side.LISTEN;
import static io.sp4j.bench.plan.Workload.workload;

import java.util.List;

/** Everything that can be measured, each declared here and nowhere else, in the order of the report. */
public final class Workloads {

    private static final int SMALL = 64;
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private static final String FLOOR = "a floor without queues: one connection, nothing to spread or to collect";
    private static final String NO_OPTION = "has no such option: see the round trip above";
    private static final String PYTHON = "measured where one socket says what Python costs";

    public static final List<Workload> ALL = List.of(
            workload("one-way", "One way, as fast as possible")
                    .what("One sender sends as fast as its library takes messages; they are counted where they arrive.")
                    .counts("messages", LISTEN)
                    .listener(Role.RECEIVE, SocketKind.PAIR)
                    .dialer(Role.SEND, SocketKind.PAIR)
                    .metrics(RATE, CPU, ALLOCATED)
                    .sizes(QUICK, TCP, SMALL, 64 * KIB)
                    .sizes(FULL, TCP, KIB, MIB)
                    .sizes(QUICK, IPC, SMALL)
                    .sizes(FULL, IPC, 64 * KIB)
                    .sizes(QUICK, INPROC, SMALL)
                    .sizes(FULL, INPROC, 64 * KIB)
                    .sizes(FULL, TLS, SMALL, 64 * KIB)
                    .sizes(FULL, WS, SMALL)
                    .sizes(ASKED, WSS, SMALL)
                    .build(),
            workload("round-trip", "Round trip")
                    .what(
                            "One message there and back again, one at a time; both ways together, each library's defaults.")
                    .counts("round trips", DIAL)
                    .listener(Role.ECHO, SocketKind.PAIR)
                    .dialer(Role.TRIP, SocketKind.PAIR)
                    .metrics(P50, P99, P999, CPU, ALLOCATED)
                    .sizes(QUICK, TCP, SMALL)
                    .sizes(QUICK, IPC, SMALL)
                    .sizes(QUICK, INPROC, SMALL)
                    .sizes(FULL, TLS, SMALL)
                    .sizes(FULL, WS, SMALL)
                    .sizes(ASKED, WSS, SMALL)
                    .sizes(CURVE, TCP, KIB, 64 * KIB, MIB)
                    .build(),
            workload("low-latency", "Round trip, spending processor time")
                    .what(
                            "The same with sp4j's low-latency option, beside floors that spin; the others have no such option"
                                    + " and run as above.")
                    .counts("round trips", DIAL)
                    .listener(Role.ECHO, SocketKind.PAIR, "spin=1")
                    .dialer(Role.TRIP, SocketKind.PAIR, "spin=1")
                    .metrics(P50, P99, P999, CPU)
                    .sizes(FULL, TCP, SMALL)
                    .sizes(FULL, IPC, SMALL)
                    .without("jeromq", NO_OPTION)
                    .without("mangos", NO_OPTION)
                    .without("pynng", NO_OPTION)
                    .build(),
            workload("fan-out", "Fan-out: one publisher, many subscribers")
                    .what("PUB sends as fast as it may to n SUB sockets of one process, spread over at most 8 threads."
                            + " Nobody waits for the slow: deliveries count, what was lost is shown.")
                    .counts("deliveries", DIAL)
                    .axis("subscribers")
                    .listener(Role.SEND, SocketKind.PUB)
                    .dialer(Role.RECEIVE, SocketKind.SUB, "n=COUNT", "threads=8")
                    .delivers(subscribers -> subscribers)
                    .metrics(RATE, CPU, ALLOCATED, LOST)
                    .at(QUICK, TCP, SMALL, 8)
                    .at(FULL, TCP, SMALL, 100)
                    .at(CURVE, TCP, SMALL, 1, 1000)
                    .without("nio", FLOOR)
                    .without("c", FLOOR)
                    .without("pynng", PYTHON)
                    .build(),
            workload("fan-in", "Fan-in: many senders, one receiver")
                    .what(
                            "n PUSH sockets of one process, spread over at most 8 threads, send as fast as they may to one"
                                    + " PULL.")
                    .counts("messages", LISTEN)
                    .axis("senders")
                    .listener(Role.RECEIVE, SocketKind.PULL)
                    .dialer(Role.SEND, SocketKind.PUSH, "n=COUNT", "threads=8")
                    .metrics(RATE, CPU, ALLOCATED)
                    .at(QUICK, TCP, SMALL, 8)
                    .at(CURVE, TCP, SMALL, 1, 100, 1000)
                    .without("nio", FLOOR)
                    .without("c", FLOOR)
                    .without("pynng", PYTHON)
                    .build(),
            workload("requesters", "Requesters at once")
                    .what("n threads of one process, each with a REQ socket of its own, ask one REP that answers on one"
                            + " thread.")
                    .counts("round trips", DIAL)
                    .axis("requesters")
                    .listener(Role.ECHO, SocketKind.REP)
                    .dialer(Role.TRIP, SocketKind.REQ, "n=COUNT", "threads=COUNT")
                    .metrics(RATE, P50, P99, P999, CPU, ALLOCATED)
                    .at(QUICK, TCP, SMALL, 16)
                    .at(CURVE, TCP, SMALL, 1, 4, 64)
                    .without("nio", FLOOR)
                    .without("c", FLOOR)
                    .without("pynng", PYTHON)
                    .build(),
            workload("contexts", "Many requests of one socket")
                    .what(
                            "One REQ keeps n requests outstanding, one REP answers up to n at once. sp4j and nng: contexts;"
                                    + " libzmq and JeroMQ have none: DEALER and ROUTER.")
                    .counts("round trips", DIAL)
                    .axis("requests at once")
                    .listener(Role.SERVE, SocketKind.REP, "n=COUNT")
                    .dialer(Role.ASK, SocketKind.REQ, "n=COUNT")
                    .metrics(RATE, P50, P99, P999, CPU, ALLOCATED)
                    .at(QUICK, TCP, SMALL, 1000)
                    .at(CURVE, TCP, SMALL, 1, 10, 100)
                    .without("nio", FLOOR)
                    .without("c", FLOOR)
                    .without("pynng", PYTHON)
                    .build(),
            workload("filters", "Subscriptions")
                    .what("PUB sends topics in turn to one SUB with n subscriptions; half of what is sent matches one."
                            + " SP filters where it is received, ZeroMQ where it is sent. Counted is what the application"
                            + " gets.")
                    .counts("messages", DIAL)
                    .axis("subscriptions")
                    .listener(Role.SEND, SocketKind.PUB, "topics=COUNT")
                    .dialer(Role.RECEIVE, SocketKind.SUB, "topics=COUNT")
                    .delivers(subscriptions -> 0.5)
                    .metrics(RATE, CPU, ALLOCATED, LOST)
                    .at(QUICK, TCP, SMALL, 100)
                    .at(CURVE, TCP, SMALL, 1, 1000, 10_000)
                    .without("nio", FLOOR)
                    .without("c", FLOOR)
                    .without("pynng", PYTHON)
                    .build(),
            workload("pipes", "Round trip beside idle connections")
                    .what("One REP has n connections; one requester asks, the others are silent.")
                    .counts("round trips", DIAL)
                    .axis("connections")
                    .listener(Role.ECHO, SocketKind.REP)
                    .dialer(Role.TRIP, SocketKind.REQ, "n=COUNT", "active=1")
                    .metrics(P50, P99, CPU)
                    .at(CURVE, TCP, SMALL, 1, 10, 100, 1000)
                    .without("nio", FLOOR)
                    .without("c", FLOOR)
                    .without("pynng", PYTHON)
                    .build(),
            workload("connect", "Connections and handshakes")
                    .what(
                            "Four threads, each: open a REQ, connect, ask, get the answer, close, again and again. Over TLS"
                                    + " with the handshake.")
                    .counts("connections", DIAL)
                    .listener(Role.ECHO, SocketKind.REP)
                    .dialer(Role.CONNECT, SocketKind.REQ, "threads=4")
                    .metrics(RATE, P50, P99, CPU, ALLOCATED)
                    .sizes(QUICK, TCP, SMALL)
                    .sizes(FULL, TLS, SMALL)
                    .sizes(FULL, WS, SMALL)
                    .sizes(ASKED, WSS, SMALL)
                    .build(),
            workload("idle", "Idle connections")
                    .what(
                            "Bare TCP connections that have shaken hands with a REP and then say nothing, beyond the first"
                                    + " 1,000, which load and compile the code. Memory without kernel buffers, Java after a"
                                    + " collection.")
                    .counts("connections", LISTEN)
                    .axis("connections")
                    .listener(Role.IDLE, SocketKind.REP)
                    .metrics(RSS, HEAP, WAKE_UPS)
                    .at(QUICK_ONLY, TCP, SMALL, 1000)
                    .at(FULL, TCP, SMALL, 10_000)
                    .without("nio", FLOOR)
                    .without("c", FLOOR)
                    .without("pynng", PYTHON)
                    .build());

    private Workloads() {}

    /** The workload of that name. */
    public static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown workload " + name));
    }
}
