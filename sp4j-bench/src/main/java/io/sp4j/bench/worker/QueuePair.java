package io.sp4j.bench.worker;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The floor within a process: one array-backed queue of the JDK each way. */
record QueuePair(BlockingQueue<byte[]> out, BlockingQueue<byte[]> in, String url) implements WorkerSocket {

    private static final int CAPACITY = 1000;
    private static final ConcurrentMap<String, QueuePair> LISTENING = new ConcurrentHashMap<>();

    /** The listening end, or the other end of the one that listens there. */
    static QueuePair at(String url, boolean listening) {
        if (listening) {
            QueuePair made = new QueuePair(new ArrayBlockingQueue<>(CAPACITY), new ArrayBlockingQueue<>(CAPACITY), url);
            LISTENING.put(url, made);
            return made;
        }
        QueuePair other = LISTENING.get(url);
        return new QueuePair(other.in, other.out, url);
    }

    @Override
    public void send(byte[] body) {
        try {
            out.put(body.clone());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int recv() {
        return next().length;
    }

    @Override
    public int echo() {
        byte[] body = next();
        send(body);
        return body.length;
    }

    private byte[] next() {
        try {
            return in.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {}
}
