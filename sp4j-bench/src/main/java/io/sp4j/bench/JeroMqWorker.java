package io.sp4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** JeroMQ in a worker process: PAIR sockets (REP for idle connections), high-water marks 1000. */
final class JeroMqWorker implements WorkerLibrary {

    private static final int HIGH_WATER_MARK = 1000;

    private final ZContext context = new ZContext();

    private JeroMqWorker() {}

    public static void main(String[] args) {
        WorkerProtocol.run(new JeroMqWorker(), args);
    }

    @Override
    public String version() {
        Properties artifact = new Properties();
        try (InputStream in = ZMQ.class.getResourceAsStream("/META-INF/maven/org.zeromq/jeromq/pom.properties")) {
            artifact.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "jeromq " + artifact.getProperty("version"); // ZMQ.getVersionString() is that of the C API it follows
    }

    @Override
    public WorkerSocket listen(String url) {
        return bound(SocketType.PAIR, url);
    }

    @Override
    public WorkerSocket listenForMany(String url) {
        return bound(SocketType.REP, url);
    }

    @Override
    public WorkerSocket dial(String url) {
        ZMQ.Socket socket = open(SocketType.PAIR);
        socket.connect(url);
        return new PairSocket(socket, url);
    }

    @Override
    public WorkerSocket publish(String url, int subscribers) {
        return bound(SocketType.PUB, url);
    }

    @Override
    public WorkerSocket subscribe(String url) {
        ZMQ.Socket socket = open(SocketType.SUB);
        socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        socket.connect(url);
        return new PairSocket(socket, url);
    }

    private WorkerSocket bound(SocketType type, String url) {
        ZMQ.Socket socket = open(type);
        socket.bind(url);
        return new PairSocket(socket, socket.getLastEndpoint());
    }

    private ZMQ.Socket open(SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setSndHWM(HIGH_WATER_MARK);
        socket.setRcvHWM(HIGH_WATER_MARK);
        return socket;
    }

    private record PairSocket(ZMQ.Socket socket, String url) implements WorkerSocket {
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

        private void sent(byte[] body) {
            if (!socket.send(body, 0)) {
                throw new IllegalStateException("not sent, errno " + socket.errno());
            }
        }
    }
}
