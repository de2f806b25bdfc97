package io.sp4j.bench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** JeroMQ in a worker process, high-water marks 1000; many requests of one socket are DEALER and ROUTER there. */
final class JeroMqWorker implements WorkerLibrary {

    private static final int HIGH_WATER_MARK = 1000;

    private final ZContext context = new ZContext();

    private JeroMqWorker() {}

    public static void main(String[] args) {
        WorkerMain.run(new JeroMqWorker(), args);
    }

    @Override
    public String version() {
        Properties artifact = new Properties();
        try (InputStream in = ZMQ.class.getResourceAsStream("/META-INF/maven/org.zeromq/jeromq/pom.properties")) {
            artifact.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "JeroMQ " + artifact.getProperty("version"); // ZMQ.getVersionString() is that of the C API it follows
    }

    @Override
    public WorkerSocket open(PartyArgs args) {
        return open(type(args), args);
    }

    @Override
    public WorkerSocket serve(PartyArgs args, Lane lane) {
        Opened router = open(SocketType.ROUTER, args);
        Thread server = new Thread(
                () -> {
                    while (true) {
                        byte[] from = router.socket.recv(0);
                        byte[] body = router.socket.recv(0);
                        router.socket.send(from, ZMQ.SNDMORE);
                        router.sent(body);
                        lane.add();
                    }
                },
                "server");
        server.setDaemon(true);
        server.start();
        return router;
    }

    @Override
    public void ask(PartyArgs args, byte[] body, Lane lane) {
        Opened dealer = open(SocketType.DEALER, args);
        long[] began = new long[args.count()]; // one connection answers in order
        Thread client = new Thread(
                () -> {
                    for (int i = 0; i < began.length; i++) {
                        began[i] = System.nanoTime();
                        dealer.sent(body);
                    }
                    for (int i = 0; ; i = i + 1 == began.length ? 0 : i + 1) {
                        dealer.recv();
                        long now = System.nanoTime();
                        lane.took(now - began[i]);
                        lane.add();
                        began[i] = now;
                        dealer.sent(body);
                    }
                },
                "client");
        client.setDaemon(true);
        client.start();
    }

    private static SocketType type(PartyArgs args) {
        return switch (args.kind()) {
            case PAIR -> SocketType.PAIR;
            case PUB -> SocketType.PUB;
            case SUB -> SocketType.SUB;
            case PUSH -> SocketType.PUSH;
            case PULL -> SocketType.PULL;
            case REQ -> SocketType.REQ;
            case REP -> SocketType.REP;
        };
    }

    private Opened open(SocketType type, PartyArgs args) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setSndHWM(HIGH_WATER_MARK);
        socket.setRcvHWM(HIGH_WATER_MARK);
        socket.setLinger(0);
        if (type == SocketType.SUB) {
            for (int i = 0; i < args.topics(); i++) {
                socket.subscribe(Bodies.topic(i));
            }
            if (args.topics() == 0) {
                socket.subscribe(new byte[0]);
            }
        }
        if (args.listens()) {
            socket.bind(args.url());
            return new Opened(context, socket, socket.getLastEndpoint());
        }
        socket.connect(args.url());
        return new Opened(context, socket, args.url());
    }

    private record Opened(ZContext context, ZMQ.Socket socket, String url) implements WorkerSocket {
        @Override
        public void send(byte[] body) {
            sent(body);
        }

        @Override
        public int recv() {
            return socket.recv(0).length;
        }

        @Override
        public int echo() {
            byte[] body = socket.recv(0);
            sent(body);
            return body.length;
        }

        @Override
        public void close() {
            context.destroySocket(socket);
        }

        private void sent(byte[] body) {
            if (!socket.send(body, 0)) {
                throw new IllegalStateException("not sent, errno " + socket.errno());
            }
        }
    }
}
