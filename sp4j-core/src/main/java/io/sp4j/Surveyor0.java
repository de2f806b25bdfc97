package io.sp4j;

import io.sp4j.internal.engine.ContextCore;
import io.sp4j.internal.engine.Surveys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Asks everybody: a send goes to all connected {@link Respondent0} at once, and what they answer is received until the survey
 * time is over. A receive that waits then fails with {@link SpException.Timeout}, later ones with
 * {@link SpException.BadState}. A send never waits: a peer that is too slow misses the survey, and that is counted.
 *
 * <p>The socket itself has one survey under way; a new {@code send} gives up the one before. {@link #survey} and
 * {@link #openContext} allow any number.
 */
public final class Surveyor0 extends DuplexSocket {

    private Surveyor0(Builder builder) {
        super(Protocol.SURVEYOR0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Surveyor0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Surveyor0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Surveyor0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Asks everybody and waits until the survey time is over. Any number of threads may do so at once.
     *
     * @return all answers that came in time, in the order they came; none is an empty list
     * @throws IllegalArgumentException when the survey time is for ever
     * @throws SpException.Closed when the socket is closed, before or during the call
     * @throws SpException.Interrupted when the thread is interrupted while it waits; the flag stays set
     */
    public List<Message> survey(Message m) {
        return survey(m, get(Options.SURVEY_TIME));
    }

    /** As {@link #survey(Message)}, with {@code time} instead of the survey time. */
    public List<Message> survey(Message m, Duration time) {
        return Surveys.survey(core(), m, time);
    }

    /** As {@link #survey(Message)}, with this text in UTF-8. */
    public List<Message> survey(String utf8) {
        return survey(Message.of(utf8));
    }

    /** As {@link #survey(Message, Duration)}, with this text in UTF-8. */
    public List<Message> survey(String utf8, Duration time) {
        return survey(Message.of(utf8), time);
    }

    /** As {@link #survey(Message)}, with a copy of these bytes. */
    public List<Message> survey(byte[] copied) {
        return survey(Message.of(copied));
    }

    /** As {@link #survey(Message, Duration)}, with a copy of these bytes. */
    public List<Message> survey(byte[] copied, Duration time) {
        return survey(Message.of(copied), time);
    }

    /** The future of {@link #survey(Message)}; cancelling it gives up the survey. */
    public CompletableFuture<List<Message>> surveyAsync(Message m) {
        return surveyAsync(m, get(Options.SURVEY_TIME));
    }

    /** The future of {@link #survey(Message, Duration)}; cancelling it gives up the survey. */
    public CompletableFuture<List<Message>> surveyAsync(Message m, Duration time) {
        return Surveys.surveyAsync(core(), m, time);
    }

    /** The future of {@link #survey(String)}; cancelling it gives up the survey. */
    public CompletableFuture<List<Message>> surveyAsync(String utf8) {
        return surveyAsync(Message.of(utf8));
    }

    /** The future of {@link #survey(byte[])}; cancelling it gives up the survey. */
    public CompletableFuture<List<Message>> surveyAsync(byte[] copied) {
        return surveyAsync(Message.of(copied));
    }

    /** A context of its own, with one survey at a time; it starts with the socket's options. */
    public Context openContext() {
        return new Context(this, core().openContext());
    }

    /** One survey at a time, apart from others of the same socket. */
    public static final class Context extends DuplexContext {
        Context(Surveyor0 socket, ContextCore core) {
            super(socket, core);
        }
    }

    /** Builds {@link Surveyor0} sockets. */
    public static final class Builder extends SocketBuilder<Surveyor0, Builder> {

        private Builder() {
            super(Protocol.SURVEYOR0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Surveyor0 create() {
            return new Surveyor0(this);
        }

        /** How long a receive waits, at most the survey time; for ever by default. */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /** How long a send waits; a survey never does. */
        public Builder sendTimeout(Duration timeout) {
            return set(Options.SEND_TIMEOUT, timeout);
        }

        /** The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default. */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /** How many answers of a survey wait to be taken; when they are so many, further ones are dropped. */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /** How many surveys wait for each peer; when they are so many, it misses further ones. */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }

        /** Kept, 1 to 15, and without effect: an answer does not tell how many hops it made. */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }

        /** How long a survey takes answers; for ever = until the next one. 1 s by default. */
        public Builder surveyTime(Duration time) {
            return set(Options.SURVEY_TIME, time);
        }
    }
}
