package io.sp4j.races;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import java.time.Duration;

/** Two connected pair sockets of this process. */
final class TwoSockets {
    private static final Duration NOT_LONG = Duration.ofSeconds(10);

    final TestEnvironment environment = new TestEnvironment();
    final Pair0 sender;
    final Pair0 receiver;

    TwoSockets(int recvBuffer) {
        String url = TestEnvironment.newUrl();
        receiver = Pair0.builder()
                .set(Options.RECV_BUFFER, recvBuffer)
                .recvTimeout(NOT_LONG)
                .environment(environment)
                .executor(Runnable::run)
                .listen(url)
                .open();
        sender = Pair0.builder()
                .sendTimeout(NOT_LONG)
                .environment(environment)
                .executor(Runnable::run)
                .dial(url, DialMode.BLOCKING)
                .open();
    }

    /** The number of the message that is still there to be received, or 0; then both are closed. */
    int leftover() {
        environment.runDue();
        int left = receiver.tryRecv().map(TwoSockets::number).orElse(0);
        close();
        return left;
    }

    void close() {
        sender.close(Duration.ZERO);
        receiver.close(Duration.ZERO);
    }

    static int number(Message m) {
        return m.byteAt(0);
    }
}
