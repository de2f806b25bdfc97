package io.sp4j.internal.protocol;

import io.sp4j.ErrorCode;
import io.sp4j.Protocol;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The cooked protocols: one line each; the raw ones are lines of {@link RawSpec}. */
public final class Protocols {
    private static final Map<Protocol, Factory> FACTORIES = new EnumMap<>(Map.ofEntries(
            Map.entry(Protocol.PAIR0, (random, settings) -> new Pair(PairVersion.V0, settings)),
            Map.entry(Protocol.PAIR1, (random, settings) -> pair1(settings)),
            Map.entry(Protocol.REQ0, Req::new),
            Map.entry(Protocol.REP0, (random, settings) -> Rep.replier(settings)),
            Map.entry(Protocol.SURVEYOR0, Surveyor::new),
            Map.entry(Protocol.RESPONDENT0, (random, settings) -> Rep.respondent(settings)),
            Map.entry(Protocol.PUB0, (random, settings) -> new Pub(settings)),
            Map.entry(Protocol.SUB0, (random, settings) -> new Sub()),
            Map.entry(Protocol.PUSH0, (random, settings) -> new Push(settings)),
            Map.entry(Protocol.PULL0, (random, settings) -> new Pull(settings)),
            Map.entry(Protocol.BUS0, (random, settings) -> new Bus(settings))));

    private Protocols() {}

    /**
     * The state of a new socket.
     *
     * @param random where ids come from that peers must not guess
     * @throws io.sp4j.SpException.NotSupported for a protocol that is not in the table
     */
    public static ProtocolLogic<?> create(Protocol protocol, RandomGenerator random, ProtocolSettings settings) {
        if (settings.raw) {
            return new Raw(protocol, settings);
        }
        Factory factory = FACTORIES.get(protocol);
        if (factory == null) {
            throw ErrorCode.NOT_SUPPORTED.exception("this version has no sockets of protocol " + protocol.wireName());
        }
        return factory.create(random, settings);
    }

    private static ProtocolLogic<?> pair1(ProtocolSettings settings) {
        return settings.polyamorous ? new PairPoly(settings) : new Pair(PairVersion.V1, settings);
    }

    @FunctionalInterface
    private interface Factory {
        ProtocolLogic<?> create(RandomGenerator random, ProtocolSettings settings);
    }
}
