package io.sp4j.cli.cat;

import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Receiver;
import io.sp4j.Sender;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.cli.ExitCode;
import io.sp4j.cli.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What {@code sp4j cat} does once it is connected: nngcat's loops. */
final class CatLoops {
    private final SpSocket socket;
    private final CatPlan plan;
    private final Streams streams;
    private final Message data;
    private final int count;
    private final int delaySeconds;
    private final @Nullable Duration interval;
    private final @Nullable Duration recvTimeout;

    CatLoops(SpSocket socket, CatPlan plan, CatOptions options, byte[] data, Streams streams) {
        this.socket = socket;
        this.plan = plan;
        this.streams = streams;
        this.data = Message.wrap(data);
        this.count = options.count;
        this.delaySeconds = options.delaySeconds;
        this.interval = options.intervalSeconds == null ? null : Duration.ofSeconds(options.intervalSeconds);
        this.recvTimeout = options.recvTimeoutSeconds == 0 ? null : Duration.ofSeconds(options.recvTimeoutSeconds);
    }

    /** Runs until the count is reached or a timeout passed, and answers the exit code. */
    int run() throws IOException, InterruptedException {
        return switch (plan.protocol().role()) {
            case RECEIVE -> receive();
            case SEND -> send();
            case ANSWER -> plan.hasData() ? answer() : receive();
            case ASK -> sendAndReceive();
            case EXCHANGE -> plan.hasData() ? sendAndReceive() : receive();
        };
    }

    /** Prints until so many messages came, none came in time, or the protocol has no more. */
    private int receive() throws IOException {
        int received = printAll();
        if (received == 0 || received < count) {
            streams.remark(received + " messages in time" + (count == 0 ? "" : ", not " + count));
            return ExitCode.TIMEOUT;
        }
        return ExitCode.OK;
    }

    private int printAll() throws IOException {
        int received = 0;
        while (count == 0 || received < count) {
            try {
                print(receiver().recv());
                received++;
            } catch (SpException.Timeout | SpException.BadState e) {
                break;
            }
        }
        return received;
    }

    private int answer() throws IOException {
        int answered = 0;
        while (count == 0 || answered < count) {
            print(receiver().recv());
            sender().send(data);
            answered++;
        }
        return ExitCode.OK;
    }

    private int send() throws InterruptedException {
        TimeUnit.SECONDS.sleep(delaySeconds);
        for (int sent = 1; ; sent++) {
            long start = System.nanoTime();
            sender().send(data);
            if (isDone(sent)) {
                return ExitCode.OK;
            }
            restOfInterval(start);
        }
    }

    private int sendAndReceive() throws IOException, InterruptedException {
        boolean asks = plan.protocol().role() == CatProtocol.Role.ASK;
        int missing = 0;
        TimeUnit.SECONDS.sleep(delaySeconds);
        for (int sent = 1; ; sent++) {
            long start = System.nanoTime();
            sender().send(data);
            boolean once = interval == null && count == 0;
            int received = once ? printAll() : printUntilDue(start, asks);
            missing += asks && received == 0 ? 1 : 0;
            if (isDone(sent)) {
                break;
            }
            restOfInterval(start);
        }
        if (missing > 0) {
            streams.remark(missing == 1 ? "no reply in time" : missing + " requests without a reply in time");
            return ExitCode.TIMEOUT;
        }
        return ExitCode.OK;
    }

    private boolean isDone(int sent) {
        return count > 0 ? sent >= count : interval == null;
    }

    /** Prints what comes until it is time to send again; without an interval, an answer is waited for and nothing else. */
    private int printUntilDue(long start, boolean asks) throws IOException {
        int received = 0;
        while (true) {
            try {
                print(receiver().recv(patience(start, asks)));
                received++;
            } catch (SpException.Timeout | SpException.BadState e) {
                return received;
            }
        }
    }

    private Duration patience(long start, boolean asks) {
        Duration most = recvTimeout;
        if (interval == null) {
            Duration unset = asks ? Options.FOREVER : Duration.ZERO;
            return most == null ? unset : most;
        }
        Duration left = interval.minusNanos(System.nanoTime() - start);
        Duration wait = left.isNegative() ? Duration.ZERO : left;
        return most != null && most.compareTo(wait) < 0 ? most : wait;
    }

    private void restOfInterval(long start) throws InterruptedException {
        if (interval != null) {
            TimeUnit.NANOSECONDS.sleep(interval.toNanos() - (System.nanoTime() - start));
        }
    }

    private void print(Message message) throws IOException {
        if (plan.format() != BodyFormat.NO) {
            streams.out().write(plan.format().encode(message.bytes()));
            streams.out().flush();
        }
    }

    private Sender sender() {
        return (Sender) socket;
    }

    private Receiver receiver() {
        return (Receiver) socket;
    }
}
