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
 *
 * <pre>{@code
 * try (Surveyor0 surveyor = Surveyor0.listening("tcp://127.0.0.1:0");
 *         Respondent0 respondent = Respondent0.dialing(surveyor.url())) {
 *     respondent.serve(question -> Message.of("me"), 1);
 *     surveyor.awaitPipes(1, Duration.ofSeconds(10)); // who is not connected is not asked
 *     List<Message> answers = surveyor.survey("who is there?", Duration.ofMillis(200));
 * }
 * }</pre>
 */
public final class Surveyor0 extends DuplexSocket {

    private Surveyor0(Builder builder) {
        super(Protocol.SURVEYOR0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Surveyor0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Surveyor0 listening(String url) {
        return builder().listen(url).open();
    }

    /**
     * A socket that dials {@code url}, once and then in the background. Waits for the first attempt, at most the dial
     * timeout (10 s).
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}
     * @return the socket, which the caller closes
     * @throws SpException when the URL cannot be dialed at all, as {@link #dial(String)} says
     */
    public static Surveyor0 dialing(String url) {
        return builder().dial(url).open();
    }

    /**
     * A builder with the defaults.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Asks everybody and waits until the survey time is over. Any number of threads may do so at once.
     *
     * @param m the survey, which may be used again
     * @return all answers that came in time, in the order they came; none is an empty list
     * @throws IllegalArgumentException when the survey time is for ever
     * @throws SpException.Closed when the socket is closed, before or during the call
     * @throws SpException.Interrupted when the thread is interrupted while it waits; the flag stays set
     */
    public List<Message> survey(Message m) {
        return survey(m, get(Options.SURVEY_TIME));
    }

    /**
     * As {@link #survey(Message)}, with {@code time} instead of the survey time.
     *
     * @param m the survey, which may be used again
     * @param time how long answers are taken, zero or more and not for ever
     * @return all answers that came in time, in the order they came; none is an empty list
     * @throws IllegalArgumentException when {@code time} is negative or for ever
     * @throws SpException what {@link #survey(Message)} throws
     */
    public List<Message> survey(Message m, Duration time) {
        return Surveys.survey(core(), m, time);
    }

    /**
     * As {@link #survey(Message)}, with this text in UTF-8.
     *
     * @param utf8 the survey; it may be empty
     * @return all answers that came in time, in the order they came; none is an empty list
     * @throws SpException what {@link #survey(Message)} throws
     */
    public List<Message> survey(String utf8) {
        return survey(Message.of(utf8));
    }

    /**
     * As {@link #survey(Message, Duration)}, with this text in UTF-8.
     *
     * @param utf8 the survey; it may be empty
     * @param time how long answers are taken, zero or more and not for ever
     * @return all answers that came in time, in the order they came; none is an empty list
     * @throws IllegalArgumentException when {@code time} is negative or for ever
     * @throws SpException what {@link #survey(Message)} throws
     */
    public List<Message> survey(String utf8, Duration time) {
        return survey(Message.of(utf8), time);
    }

    /**
     * As {@link #survey(Message)}, with a copy of these bytes.
     *
     * @param copied the survey; it may be empty; the array may be reused at once
     * @return all answers that came in time, in the order they came; none is an empty list
     * @throws SpException what {@link #survey(Message)} throws
     */
    public List<Message> survey(byte[] copied) {
        return survey(Message.of(copied));
    }

    /**
     * As {@link #survey(Message, Duration)}, with a copy of these bytes.
     *
     * @param copied the survey; it may be empty; the array may be reused at once
     * @param time how long answers are taken, zero or more and not for ever
     * @return all answers that came in time, in the order they came; none is an empty list
     * @throws IllegalArgumentException when {@code time} is negative or for ever
     * @throws SpException what {@link #survey(Message)} throws
     */
    public List<Message> survey(byte[] copied, Duration time) {
        return survey(Message.of(copied), time);
    }

    /**
     * The future of {@link #survey(Message)}; cancelling it gives up the survey.
     *
     * @param m the survey, which may be used again
     * @return done with all answers when the time is over, on the socket's executor; none is an empty list. Fails
     *     with {@link SpException.Closed} when the socket is closed meanwhile
     * @throws IllegalArgumentException when the survey time is for ever
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<List<Message>> surveyAsync(Message m) {
        return surveyAsync(m, get(Options.SURVEY_TIME));
    }

    /**
     * The future of {@link #survey(Message, Duration)}; cancelling it gives up the survey.
     *
     * @param m the survey, which may be used again
     * @param time how long answers are taken, zero or more and not for ever
     * @return done with all answers when the time is over, on the socket's executor; none is an empty list. Fails
     *     with {@link SpException.Closed} when the socket is closed meanwhile
     * @throws IllegalArgumentException when {@code time} is negative or for ever
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<List<Message>> surveyAsync(Message m, Duration time) {
        return Surveys.surveyAsync(core(), m, time);
    }

    /**
     * The future of {@link #survey(String)}; cancelling it gives up the survey.
     *
     * @param utf8 the survey; it may be empty
     * @return done with all answers when the time is over, on the socket's executor; none is an empty list. Fails
     *     with {@link SpException.Closed} when the socket is closed meanwhile
     * @throws IllegalArgumentException when the survey time is for ever
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<List<Message>> surveyAsync(String utf8) {
        return surveyAsync(Message.of(utf8));
    }

    /**
     * The future of {@link #survey(byte[])}; cancelling it gives up the survey.
     *
     * @param copied the survey; it may be empty; the array may be reused at once
     * @return done with all answers when the time is over, on the socket's executor; none is an empty list. Fails
     *     with {@link SpException.Closed} when the socket is closed meanwhile
     * @throws IllegalArgumentException when the survey time is for ever
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<List<Message>> surveyAsync(byte[] copied) {
        return surveyAsync(Message.of(copied));
    }

    /**
     * A context of its own, with one survey at a time; it starts with the socket's options.
     *
     * @return the context; its user or its socket closes it
     * @throws SpException.Closed when the socket is closed
     */
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

        /**
         * How long a receive waits, at most the survey time; for ever by default.
         *
         * @param timeout zero fails at once unless a message is there, {@link Options#FOREVER} waits for ever
         * @return this builder
         */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /**
         * How long a send waits; a survey never does.
         *
         * @param timeout zero or more; it changes nothing
         * @return this builder
         */
        public Builder sendTimeout(Duration timeout) {
            return set(Options.SEND_TIMEOUT, timeout);
        }

        /**
         * The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default.
         *
         * @param bytes 0 or more, SP headers not counted; a longer body closes the connection that it comes on
         * @return this builder
         */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /**
         * How many answers of a survey wait to be taken; when they are so many, further ones are dropped.
         *
         * @param messages 0 to 8,192; 0 keeps one all the same; unset, the limit is 1,024 or 8 MiB, whichever comes
         *     first
         * @return this builder
         */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /**
         * How many surveys wait for each peer; when they are so many, it misses further ones.
         *
         * @param messages 0 to 8,192; with 0 only the message that is being written; unset, the limit is 1,024 or 8
         *     MiB, whichever comes first
         * @return this builder
         */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }

        /**
         * Kept, 1 to 15, and without effect: an answer does not tell how many hops it made.
         *
         * @param hops 1 to 15; it changes nothing
         * @return this builder
         */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }

        /**
         * How long a survey takes answers; for ever = until the next one. 1 s by default.
         *
         * @param time zero takes no answers; {@link #survey} wants an end, so it refuses for ever
         * @return this builder
         */
        public Builder surveyTime(Duration time) {
            return set(Options.SURVEY_TIME, time);
        }
    }
}
