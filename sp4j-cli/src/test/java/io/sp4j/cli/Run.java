package io.sp4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A run of the command inside this JVM, on a thread of its own, with streams that a test can read. */
public final class Run {
    private static final int HANG_SECONDS = 60;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringBuffer err = new StringBuffer();
    private final BlockingQueue<String> errLines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> code;

    private Run(byte[] input, OutputStream target, String... args) {
        Streams streams = new Streams(
                new ByteArrayInputStream(input), target == null ? out : target, new PrintWriter(new Lines(), true));
        code = CompletableFuture.supplyAsync(() -> Main.commandLine(streams).execute(args), Run::onNewThread);
    }

    private static void onNewThread(Runnable task) {
        Thread thread = new Thread(task, "test-command");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts it. */
    public static Run of(String... args) {
        return new Run(new byte[0], null, args);
    }

    /** Starts it with something on its standard input. */
    public static Run withInput(byte[] input, String... args) {
        return new Run(input, null, args);
    }

    /** Starts it with another standard output. */
    public static Run withOutput(OutputStream out, String... args) {
        return new Run(new byte[0], out, args);
    }

    /** Waits until it has ended. */
    public int code() throws Exception {
        return code.get(HANG_SECONDS, TimeUnit.SECONDS);
    }

    /** What it has printed. */
    public byte[] out() {
        return out.toByteArray();
    }

    /** What it has printed, as text. */
    public String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What it has said on standard error. */
    public String err() {
        return err.toString();
    }

    /** Waits until it says that it listens, and where. */
    public String url() throws InterruptedException {
        String start = "sp4j: Listening at: ";
        while (true) {
            String line = errLines.poll(HANG_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("it does not listen; it said: " + err);
            }
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
    }

    private final class Lines extends Writer {
        private final StringBuilder line = new StringBuilder();

        @Override
        public void write(char[] chars, int offset, int length) {
            err.append(chars, offset, length);
            for (int i = offset; i < offset + length; i++) {
                if (chars[i] == '\n') {
                    errLines.add(line.toString().stripTrailing());
                    line.setLength(0);
                } else {
                    line.append(chars[i]);
                }
            }
        }

        @Override
        public void flush() throws IOException {}

        @Override
        public void close() throws IOException {}
    }
}
