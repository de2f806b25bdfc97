package io.sp4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.Req0;
import io.sp4j.internal.turn.Turn;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alarms for the protocol, on a clock that is about to wrap around. */
class TickTimerTest {
    private static final long SECOND = 1_000_000_000L;
    private final StepClock clock = new StepClock();
    private final Req0 facade = Req0.open();
    private final SocketCore socket = new SocketCore(
            facade, Protocol.REQ0, new SocketSetup(SocketCore.newOptions(Protocol.REQ0), Runnable::run, clock));

    @AfterEach
    void close() {
        facade.close();
    }

    private void want(TickTimer timer, long at) {
        try (Turn t = socket.turn()) {
            timer.want(t, at);
        }
    }

    @Test
    void setsAnAlarmForTheEarliestWish() {
        TickTimer timer = new TickTimer(socket);
        want(timer, clock.now + 5 * SECOND);
        want(timer, clock.now + 9 * SECOND);
        assertThat(clock.alarms()).isEqualTo(1);
        want(timer, clock.now + 2 * SECOND);
        assertThat(clock.alarms()).as("the earlier in place of the later").isEqualTo(1);
        clock.advance(2 * SECOND);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void forgetsItsAlarmWhenItIsStopped() {
        TickTimer timer = new TickTimer(socket);
        want(timer, clock.now + SECOND);
        timer.stop();
        assertThat(clock.alarms()).isZero();
        want(timer, clock.now + SECOND);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void needsNoAlarmWhileNothingIsAsked() {
        assertThat(clock.alarms()).isZero();
        socket.set(Options.RESEND_TICK, Duration.ofMillis(1));
        assertThat(clock.alarms()).isZero();
        clock.advance(10 * SECOND);
        assertThat(clock.alarms()).isZero();
    }
}
