package io.sp4j.bench.worker;

import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Receiver;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Sender;
import io.sp4j.SocketBuilder;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import io.sp4j.TlsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** sp4j in a worker process, with the library's defaults. */
final class Sp4jWorker implements WorkerLibrary {

    private @Nullable TlsConfig tls;

    private Sp4jWorker() {}

    public static void main(String[] args) {
        WorkerMain.run(new Sp4jWorker(), args);
    }

    @Override
    public String version() {
        String version = Pair0.class.getPackage().getImplementationVersion();
        return "sp4j " + (version == null ? "from this checkout" : version);
    }

    @Override
    @SuppressWarnings("resource") // the party closes it, or it lives as long as the process
    public WorkerSocket open(PartyArgs args) {
        return switch (args.kind()) {
            case PAIR -> {
                Pair0 pair = opened(Pair0.builder(), args);
                yield new Opened(pair, pair, pair, url(pair, args));
            }
            case PUB -> {
                Pub0 pub = opened(Pub0.builder(), args);
                yield new Opened(pub, pub, null, url(pub, args));
            }
            case SUB -> {
                Sub0 sub = opened(Sub0.builder().topics(topics(args)), args);
                yield new Opened(sub, null, sub, url(sub, args));
            }
            case PUSH -> {
                Push0 push = opened(Push0.builder(), args);
                yield new Opened(push, push, null, url(push, args));
            }
            case PULL -> {
                Pull0 pull = opened(Pull0.builder(), args);
                yield new Opened(pull, null, pull, url(pull, args));
            }
            case REQ -> {
                Req0 req = opened(Req0.builder(), args);
                yield new Opened(req, req, req, url(req, args));
            }
            case REP -> {
                Rep0 rep = opened(Rep0.builder(), args);
                yield new Opened(rep, rep, rep, url(rep, args));
            }
        };
    }

    @Override
    @SuppressWarnings("resource") // lives as long as the process
    public WorkerSocket serve(PartyArgs args, Lane lane) {
        Rep0 rep = opened(Rep0.builder(), args);
        rep.serveAsync(
                request -> {
                    lane.addShared();
                    return CompletableFuture.completedFuture(request);
                },
                args.count());
        return new Opened(rep, rep, rep, url(rep, args));
    }

    @Override
    @SuppressWarnings("resource") // lives as long as the process
    public void ask(PartyArgs args, byte[] body, Lane lane) {
        Req0 req = opened(Req0.builder(), args);
        for (int i = 0; i < args.count(); i++) {
            askAgain(req, body, lane);
        }
    }

    private static void askAgain(Req0 req, byte[] body, Lane lane) {
        long began = System.nanoTime();
        req.requestAsync(body).whenComplete((answer, failure) -> {
            if (failure != null) {
                WorkerMain.fail(failure);
            }
            lane.took(System.nanoTime() - began);
            lane.addShared();
            askAgain(req, body, lane);
        });
    }

    private <S extends SpSocket, B extends SocketBuilder<S, B>> S opened(B builder, PartyArgs args) {
        builder.linger(Duration.ZERO);
        if (args.spins()) {
            builder.set(Options.LOW_LATENCY, true);
        }
        if (args.transport().startsWith("tls") || args.transport().startsWith("wss")) {
            builder.tls(tls(args));
        }
        return (args.listens() ? builder.listen(args.url()) : builder.dial(args.url())).open();
    }

    private TlsConfig tls(PartyArgs args) {
        TlsConfig config = tls;
        if (config == null) {
            Path certificate = args.keys().resolve("cert.pem");
            config = args.listens()
                    ? TlsConfig.builder()
                            .identity(certificate, args.keys().resolve("key.pem"))
                            .build()
                    : TlsConfig.builder().trust(certificate).build();
            tls = config;
        }
        return config;
    }

    private static byte[][] topics(PartyArgs args) {
        if (args.topics() == 0) {
            return new byte[][] {{}};
        }
        byte[][] topics = new byte[args.topics()][];
        for (int i = 0; i < topics.length; i++) {
            topics[i] = Bodies.topic(i);
        }
        return topics;
    }

    private static String url(SpSocket socket, PartyArgs args) {
        return args.listens() ? socket.url() : args.url();
    }

    private record Opened(
            SpSocket socket,
            @Nullable Sender sender,
            @Nullable Receiver receiver,
            String url) implements WorkerSocket {
        @Override
        public void send(byte[] body) {
            Objects.requireNonNull(sender).send(body);
        }

        @Override
        public int recv() {
            return Objects.requireNonNull(receiver).recv().length();
        }

        @Override
        public int echo() {
            Message m = Objects.requireNonNull(receiver).recv();
            Objects.requireNonNull(sender).send(m);
            return m.length();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
