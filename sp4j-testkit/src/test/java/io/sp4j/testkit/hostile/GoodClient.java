package io.sp4j.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Options;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An honest requester that goes on asking while others attack, and fails when anything is lost or its connection is. */
final class GoodClient implements AutoCloseable {
    static final Duration HANG = Duration.ofSeconds(20);
    private static final int ROUNDS = 20;

    private final Req0 socket;
    private final Pipe pipe;
    private final Thread thread;
    private final Semaphore rounds = new Semaphore(0);
    private volatile boolean stop;
    private volatile Throwable failure;
    private volatile int answered;

    private GoodClient(String url) {
        socket = Req0.builder()
                .executor(Listening.EXECUTOR)
                .set(Options.RESEND_TIME, Duration.ZERO)
                .open();
        Dialer dialer = socket.dial(url, DialMode.BLOCKING);
        pipe = dialer.pipe().orElseThrow();
        thread = new Thread(this::run, "good client");
    }

    /** Connects to an echoing {@link Rep0} and exchanges the first messages. */
    static GoodClient of(Rep0 server) throws InterruptedException {
        return of(server.url());
    }

    static GoodClient of(String url) throws InterruptedException {
        GoodClient client = new GoodClient(url);
        client.thread.start();
        client.exchange();
        return client;
    }

    private void run() {
        try {
            while (!stop) {
                String question = "question " + answered;
                assertThat(socket.request(question, HANG).text()).isEqualTo(question);
                answered++;
                rounds.release();
            }
        } catch (Throwable e) {
            failure = e;
            rounds.release(ROUNDS);
        }
    }

    /** Waits until some more questions have been asked and answered. */
    void exchange() throws InterruptedException {
        rounds.drainPermits();
        boolean went = rounds.tryAcquire(ROUNDS, HANG.toSeconds(), TimeUnit.SECONDS);
        assertThat(failure).as("what the good client met").isNull();
        assertThat(went).as("the good client is served").isTrue();
        assertThat(pipe.isOpen()).as("its connection is the first one").isTrue();
    }

    int answered() {
        return answered;
    }

    /** Asks the last questions and leaves. */
    @Override
    public void close() {
        try {
            exchange();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted, perhaps since the test takes too long", e);
        } finally {
            stop = true;
            join();
            long sent = pipe.stats().txMessages();
            long received = pipe.stats().rxMessages();
            socket.close();
            assertThat(failure).as("what the good client met").isNull();
            assertThat(sent).as("requests").isEqualTo(answered);
            assertThat(received).as("replies").isEqualTo(answered);
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
