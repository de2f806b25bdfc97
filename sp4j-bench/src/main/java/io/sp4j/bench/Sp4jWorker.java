package io.sp4j.bench;

import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Rep0;

/** sp4j in a worker process: PAIR sockets (REP for idle connections), with the library's defaults. */
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
