package io.sp4j.internal.io;

import io.sp4j.ErrorCode;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Environment;
import io.sp4j.spi.Transport;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The real world: the machine's clock, secure seeds, the transports on the class or module path, shared event loops. */
public final class JvmEnvironment implements Environment {
    private static final Alarmless NO_ALARM = new Alarmless();

    @Override
    public Session open() {
        return new JvmSession();
    }

    private static final class Transports {
        static final Map<String, Transport> BY_SCHEME = load();

        private static Map<String, Transport> load() {
            Map<String, Transport> found = new HashMap<>();
            for (Transport transport : ServiceLoader.load(Transport.class, Transport.class.getClassLoader())) {
                transport.schemes().forEach(scheme -> found.putIfAbsent(scheme, transport));
            }
            return Map.copyOf(found);
        }
    }

    private static final class Alarmless implements Clock.Alarm {
        @Override
        public void cancel() {}
    }

    /** One socket's lease of the loops, taken when it first needs one. */
    static final class JvmSession implements Session, Clock {
        private final RandomGenerator random = new SplittableRandom(new SecureRandom().nextLong());
        private final AtomicReference<@Nullable LoopGroup> leased = new AtomicReference<>();
        private volatile boolean closed;

        @Override
        public Clock clock() {
            return this;
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public Optional<Transport> transport(String scheme) {
            return Optional.ofNullable(Transports.BY_SCHEME.get(scheme));
        }

        @Override
        public long nanos() {
            return SystemClock.now();
        }

        @Override
        public Alarm schedule(long atNanos, Runnable action) {
            LoopGroup group = group();
            return group == null ? NO_ALARM : group.loop(0).schedule(atNanos, action);
        }

        EventLoop loop(int affinity) {
            LoopGroup group = group();
            if (group == null) {
                throw ErrorCode.CLOSED.exception("the socket is closed");
            }
            return group.loop(affinity);
        }

        /** The loop of this affinity if the loops were needed before, else null. */
        @Nullable
        EventLoop leasedLoop(int affinity) {
            LoopGroup group = leased.get();
            return group == null ? null : group.loop(affinity);
        }

        /** The loops, or null once closed; a lease that comes in while the session is closed is given back by one of both. */
        private @Nullable LoopGroup group() {
            LoopGroup group = leased.get();
            if (group == null && !closed) {
                LoopGroup mine = LoopGroup.lease();
                if (!leased.compareAndSet(null, mine) || closed && leased.compareAndSet(mine, null)) {
                    mine.release();
                }
                group = leased.get();
            }
            return group;
        }

        @Override
        public void close() {
            closed = true;
            LoopGroup group = leased.getAndSet(null);
            if (group != null) {
                group.release();
            }
        }
    }
}
