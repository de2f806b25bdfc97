package io.sp4j.cli.demo;

import io.sp4j.Message;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.cli.ExitCode;
import io.sp4j.cli.Streams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * A client of the demo, a process of its own. It is told, a line each: {@code ask MILLIS}, to ask questions with such a pause
 * in between until the next line comes; {@code hold}, to do nothing; {@code measure SECONDS}; {@code quit}, which the end of its input means too. It says
 *
 * <pre>
 *   up | down                       the connection
 *   asked NUMBER TEXT               a question goes out
 *   answered NUMBER MICROS TEXT     its answer is here
 *   lost NUMBER TEXT                there was none, or a wrong one
 *   holds                           all its questions have been answered or given up
 *   measured NANOS BUCKETS          how long was measured, and the {@link Latencies}
 *   total ASKED ANSWERED            the last line
 * </pre>
 */
@Command(name = "demo-client", hidden = true)
public final class DemoClient implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String QUIT = "quit";
    private static final int PAYLOAD_BYTES = 64;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Streams streams;
    private final BlockingDeque<String> orders = new LinkedBlockingDeque<>();

    @Parameters
    private int number;

    @Parameters
    private String url;

    private long asked;
    private long answered;

    /** The command on these streams. */
    public DemoClient(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Streams.writer(streams.out());
        Req0.Builder builder = Req0.builder()
                .name("demo-client-" + number)
                .onEvent(SocketEvent.PipeAttached.class, event -> out.println("up"))
                .onEvent(SocketEvent.PipeDetached.class, event -> out.println("down"));
        try (Req0 socket = builder.dial(url).open()) {
            Thread reader = new Thread(() -> readOrders(socket), "demo-client-orders");
            reader.setDaemon(true);
            reader.start();
            work(socket, out);
        } catch (SpException.Closed e) {
            return ExitCode.INTERRUPTED;
        } finally {
            out.println("total " + asked + " " + answered);
        }
        return ExitCode.OK;
    }

    /** The end of the input is also the end of whoever gave the orders: nothing is waited for then. */
    private void readOrders(Req0 socket) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8))) {
            String order = in.readLine();
            while (order != null && !order.equals(QUIT)) {
                orders.add(order);
                order = in.readLine();
            }
            orders.add(QUIT);
            if (order == null) {
                socket.close(Duration.ZERO);
            }
        } catch (IOException e) {
            orders.add(QUIT);
            socket.close(Duration.ZERO);
        }
    }

    private void work(Req0 socket, PrintWriter out) throws InterruptedException {
        String order = orders.take();
        while (!order.equals(QUIT)) {
            String[] words = order.split(" ");
            switch (words[0]) {
                case "ask" -> askUntilTold(socket, out, Integer.parseInt(words[1]));
                case "measure" -> measure(socket, out, Integer.parseInt(words[1]));
                default -> out.println("holds");
            }
            order = orders.take();
        }
    }

    private void askUntilTold(Req0 socket, PrintWriter out, int pauseMillis) throws InterruptedException {
        while (orders.isEmpty()) {
            ask(socket, out);
            String next = orders.poll(pauseMillis, TimeUnit.MILLISECONDS);
            if (next != null) {
                orders.addFirst(next);
            }
        }
    }

    private void ask(Req0 socket, PrintWriter out) {
        long a = number;
        long b = ++asked;
        out.println("asked " + asked + " what is " + a + " x " + b + "?");
        long start = System.nanoTime();
        try {
            String answer =
                    socket.request("what is " + a + " x " + b + "?", PATIENCE).text();
            if (answer.equals(String.valueOf(a * b))) {
                answered++;
                out.println("answered " + asked + " " + (System.nanoTime() - start) / 1_000 + " " + answer);
            } else {
                out.println("lost " + asked + " wrong answer: " + answer);
            }
        } catch (SpException.Timeout e) {
            out.println("lost " + asked + " " + e.getMessage());
        }
    }

    private void measure(Req0 socket, PrintWriter out, int seconds) {
        Latencies latencies = new Latencies();
        Message payload = Message.wrap(new byte[PAYLOAD_BYTES]);
        long begin = System.nanoTime() + WARM_UP_NANOS;
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long now = System.nanoTime();
        while (now < end) {
            asked++;
            try {
                Message reply = socket.request(payload, PATIENCE);
                answered += Objects.equals(reply, payload) ? 1 : 0;
            } catch (SpException.Timeout e) {
                out.println("lost " + asked + " " + e.getMessage());
            }
            long start = now;
            now = System.nanoTime();
            if (start >= begin) {
                latencies.record(now - start);
            }
        }
        out.println("measured " + (now - begin) + " " + latencies);
    }
}
