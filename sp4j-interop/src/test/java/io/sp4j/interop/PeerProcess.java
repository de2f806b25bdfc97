package io.sp4j.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A process at the other end. Closing it kills it, this one only, and waits until it is gone. */
final class PeerProcess implements AutoCloseable {
    private static final int HANG_SECONDS = 60;

    private final List<String> command;
    private final Process process;
    private final Captured out;
    private final Captured err;

    private PeerProcess(List<String> command, ProcessBuilder.Redirect input) throws IOException {
        this.command = command;
        this.process = new ProcessBuilder(command).redirectInput(input).start();
        process.getOutputStream().close();
        this.out = new Captured(process.getInputStream());
        this.err = new Captured(process.getErrorStream());
    }

    /** Starts it with nothing on its standard input. */
    static PeerProcess start(List<String> command) throws IOException {
        return new PeerProcess(command, ProcessBuilder.Redirect.PIPE);
    }

    /** Starts it with a file on its standard input. */
    static PeerProcess start(List<String> command, Path input) throws IOException {
        return new PeerProcess(command, ProcessBuilder.Redirect.from(input.toFile()));
    }

    /** Done when it has ended, with its exit code. */
    CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Waits until it has ended by itself, and answers its exit code. */
    int awaitExit() throws Exception {
        try {
            return onExit().get(HANG_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("still runs: " + this, e);
        }
    }

    /** Waits until it has printed at least so many bytes, and answers all it has printed. */
    byte[] awaitOutput(int bytes) throws Exception {
        return out.await(bytes, this);
    }

    /** Waits until it has printed this. */
    void awaitOutput(String text) throws Exception {
        int seen = 0;
        while (!text(awaitOutput(seen)).contains(text)) {
            seen = printed() + 1;
        }
    }

    static String text(byte[] output) {
        return new String(output, StandardCharsets.ISO_8859_1);
    }

    /** How many bytes it has printed so far. */
    int printed() {
        return out.size();
    }

    /** Everything it printed, once it has ended. */
    byte[] output() throws Exception {
        awaitExit();
        return out.await(Captured.ALL, this);
    }

    /** Waits for something on standard error, and answers all of it. */
    String awaitError(int bytes) throws Exception {
        return new String(err.await(bytes, this), StandardCharsets.UTF_8);
    }

    /** Ends it with SIGKILL and waits until it has ended. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(HANG_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
        out.done.orTimeout(HANG_SECONDS, TimeUnit.SECONDS).join();
        err.done.orTimeout(HANG_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The command and what it said, for failure messages. */
    @Override
    public String toString() {
        String state = process.isAlive() ? "runs" : "exit code " + process.exitValue();
        return String.join(" ", command) + " (" + state + ", " + out.size() + " bytes of output, standard error: "
                + err.text() + ")";
    }

    /** What comes out of one stream, read by a thread of its own. */
    private static final class Captured {
        static final int ALL = Integer.MAX_VALUE;

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition more = lock.newCondition();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private boolean ended;

        Captured(InputStream from) {
            Thread reader = new Thread(() -> read(from), "interop-reader");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream from) {
            byte[] chunk = new byte[65_536];
            try (from) {
                for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                    add(chunk, n);
                }
            } catch (IOException e) {
                // killed: what was read is what there is
            }
            lock.lock();
            try {
                ended = true;
                more.signalAll();
            } finally {
                lock.unlock();
            }
            done.complete(null);
        }

        private void add(byte[] chunk, int length) {
            lock.lock();
            try {
                bytes.write(chunk, 0, length);
                more.signalAll();
            } finally {
                lock.unlock();
            }
        }

        byte[] await(int atLeast, PeerProcess owner) throws InterruptedException {
            long left = TimeUnit.SECONDS.toNanos(HANG_SECONDS);
            lock.lock();
            try {
                while (!ended && bytes.size() < atLeast && left > 0) {
                    left = more.awaitNanos(left);
                }
                if (bytes.size() < atLeast && !(ended && atLeast == ALL)) {
                    throw new AssertionError("less than " + atLeast + " bytes: " + owner);
                }
                return bytes.toByteArray();
            } finally {
                lock.unlock();
            }
        }

        int size() {
            lock.lock();
            try {
                return bytes.size();
            } finally {
                lock.unlock();
            }
        }

        String text() {
            lock.lock();
            try {
                return bytes.toString(StandardCharsets.UTF_8);
            } finally {
                lock.unlock();
            }
        }
    }
}
