package io.sp4j.interop;

import io.sp4j.Protocol;
import io.sp4j.SocketBuilder;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import io.sp4j.Surveyor0;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;

/** Our sockets, as the tests open them. */
final class Ours {
    static final Duration HANG = Duration.ofSeconds(60);

    private Ours() {}

    /** Opens a cooked socket with the empty topic, and with surveys that last for a minute. */
    static SpSocket open(Protocol protocol) {
        return prepare(protocol.builder()).open();
    }

    /** Sets what every test wants. */
    static <B extends SocketBuilder<?, ?>> B prepare(B builder) {
        if (builder instanceof Sub0.Builder sub) {
            sub.topics("");
        } else if (builder instanceof Surveyor0.Builder surveyor) {
            surveyor.surveyTime(HANG);
        }
        // The JVM's own pool: the idle threads of ours would keep the leak gate waiting for a second.
        builder.executor(ForkJoinPool.commonPool());
        builder.tls(Secrets.OURS);
        builder.reconnect(Duration.ofMillis(10), Duration.ofMillis(100));
        return builder;
    }
}
