package io.sp4j.internal.protocol;

import io.sp4j.ErrorCode;
import io.sp4j.Protocol;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The cooked protocols: one line each. */
public final class Protocols {
    private static final Map<Protocol, Factory> FACTORIES = new EnumMap<>(Map.of(
            Protocol.PAIR0, (random, settings) -> new Pair(settings),
            Protocol.REQ0, Req::new,
            Protocol.REP0, (random, settings) -> new Rep(settings),
            Protocol.PUB0, (random, settings) -> new Pub(settings),
            Protocol.SUB0, (random, settings) -> new Sub(),
            Protocol.PUSH0, (random, settings) -> new Push(settings),
            Protocol.PULL0, (random, settings) -> new Pull(settings),
            Protocol.BUS0, (random, settings) -> new Bus(settings)));

    private Protocols() {}

    /**
     * The state of a new socket.
     *
     * @param random where ids come from that peers must not guess
     * @throws io.sp4j.SpException.NotSupported for a protocol that is not in the table
     */
    public static ProtocolLogic<?> create(Protocol protocol, RandomGenerator random, ProtocolSettings settings) {
        Factory factory = FACTORIES.get(protocol);
        if (factory == null) {
            throw ErrorCode.NOT_SUPPORTED.exception("this version has no sockets of protocol " + protocol.wireName());
        }
        return factory.create(random, settings);
    }

    @FunctionalInterface
    private interface Factory {
        ProtocolLogic<?> create(RandomGenerator random, ProtocolSettings settings);
    }
}
