package io.sp4j.bench;

import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pub0;
import io.sp4j.Rep0;
import io.sp4j.Sub0;

/** sp4j in a worker process: PAIR sockets (PUB and SUB for fan-out, REP for idle connections), with the library's defaults. */
final class Sp4jWorker implements WorkerLibrary {

    private Sp4jWorker() {}

    public static void main(String[] args) {
        WorkerProtocol.run(new Sp4jWorker(), args);
    }

    @Override
    public String version() {
        String version = Pair0.class.getPackage().getImplementationVersion();
        return "sp4j " + (version == null ? "from this checkout" : version);
    }

    @Override
    @SuppressWarnings("resource") // lives as long as the process
    public WorkerSocket listen(String url) {
        Pair0 socket = Pair0.listening(url);
        return new PairSocket(socket, socket.url());
    }

    @Override
    @SuppressWarnings("resource") // lives as long as the process
    public WorkerSocket listenForMany(String url) {
        Rep0 socket = Rep0.listening(url);
        return new Listening(socket, socket.url());
    }

    @Override
    @SuppressWarnings("resource") // lives as long as the process
    public WorkerSocket dial(String url) {
        return new PairSocket(Pair0.dialing(url), url);
    }

    @Override
    @SuppressWarnings("resource") // lives as long as the process
    public WorkerSocket publish(String url, int subscribers) {
        Pub0 socket = Pub0.listening(url);
        return new Publishing(socket, socket.url(), subscribers);
    }

    @Override
    @SuppressWarnings("resource") // lives as long as the process
    public WorkerSocket subscribe(String url) {
        Sub0 socket = Sub0.dialing(url);
        socket.subscribe("");
        return new Subscribed(socket, url);
    }

    /** Publishes to so many subscribers at least. */
    private static final class Publishing implements WorkerSocket {
        private final Pub0 socket;
        private final String url;
        private final int subscribers;
        private boolean begun;

        Publishing(Pub0 socket, String url, int subscribers) {
            this.socket = socket;
            this.url = url;
            this.subscribers = subscribers;
        }

        @Override
        public String url() {
            return url;
        }

        @Override
        public void send(byte[] body) {
            if (!begun) {
                socket.awaitPipes(subscribers, Options.FOREVER);
                begun = true;
            }
            socket.send(body);
        }

        @Override
        public int recv() {
            throw new UnsupportedOperationException("only publishes");
        }

        @Override
        public int echo() {
            throw new UnsupportedOperationException("only publishes");
        }
    }

    private record Subscribed(Sub0 socket, String url) implements WorkerSocket {
        @Override
        public void send(byte[] body) {
            throw new UnsupportedOperationException("only subscribes");
        }

        @Override
        public int recv() {
            return socket.recv().length();
        }

        @Override
        public int echo() {
            throw new UnsupportedOperationException("only subscribes");
        }
    }

    private record PairSocket(Pair0 socket, String url) implements WorkerSocket {
        @Override
        public void send(byte[] body) {
            socket.send(body);
        }

        @Override
        public int recv() {
            return socket.recv().length();
        }

        @Override
        public int echo() {
            Message m = socket.recv();
            socket.send(m);
            return m.length();
        }
    }

    /** Only its address is asked for; the socket is kept from the collector. */
    private record Listening(Rep0 socket, String url) implements WorkerSocket {
        @Override
        public void send(byte[] body) {
            throw new UnsupportedOperationException("only listens");
        }

        @Override
        public int recv() {
            throw new UnsupportedOperationException("only listens");
        }

        @Override
        public int echo() {
            throw new UnsupportedOperationException("only listens");
        }
    }
}
