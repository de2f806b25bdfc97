package io.sp4j.cli.demo;

import io.sp4j.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The processes of the demo and what they do in turn. Everything they say comes through one queue and is handled by the thread
 * that calls {@link #run}; a hook ends them when the JVM ends early.
 */
final class Show implements AutoCloseable {
    private static final Duration HANG = Duration.ofSeconds(15);
    private static final Duration FIRST_ACT = Duration.ofMillis(1_600);
    private static final Duration OUTAGE = Duration.ofMillis(300);
    private static final Duration LAST_ACT = Duration.ofMillis(1_200);
    private static final int PAUSE_MILLIS_PER_CLIENT = 100;

    private final Report report;
    private final Path directory;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Queue<Child> children = new ConcurrentLinkedQueue<>();
    private final List<ClientView> clients = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();
    private final Thread hook = new Thread(this::cleanUp, "sp4j-demo-end");
    private volatile boolean ending;
    private @Nullable Child server;
    private boolean serverReady;

    Show(Report report) throws IOException {
        this.report = report;
        this.directory = Files.createTempDirectory("sp4j-demo");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Plays it all, and answers how many requests stayed unanswered. */
    long run(int clientCount, int seconds) throws IOException, InterruptedException {
        startServer(List.of("tcp://127.0.0.1:0", "ipc://" + directory.resolve("demo.ipc")), Duration.ZERO);
        startClients(clientCount);
        tellClients("ask " + clientCount * PAUSE_MILLIS_PER_CLIENT);
        play(FIRST_ACT);
        pump(HANG, "questions under way", () -> underWay() * 2 >= clientCount);
        replaceServer();
        await("an answer for every client after the restart", client -> client.answersSinceRestart > 0);
        play(LAST_ACT);
        tellClients("hold");
        await("every client to hold", client -> client.holds);
        report.measuring(seconds);
        tellClients("measure " + seconds);
        await(HANG.plusSeconds(seconds), "measurement", client -> client.measuredNanos > 0);
        end();
        report.measured(rows());
        long asked = sum(client -> client.asked);
        long answered = sum(client -> client.answered);
        report.total(asked, answered, sum(client -> client.survived));
        return asked - answered;
    }

    // ---- acts ------------------------------------------------------------------------------------------------------

    private Child startServer(List<String> at, Duration gapSoFar) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<String> arguments = new ArrayList<>(List.of("demo-server"));
        arguments.addAll(at);
        urls.clear();
        serverReady = false;
        Child child = new Child("server", arguments, events);
        children.add(child);
        server = child;
        pump(HANG, "the server to listen", () -> serverReady);
        Duration gap = gapSoFar.isZero() ? gapSoFar : gapSoFar.plusNanos(System.nanoTime() - start);
        report.serverListens(child.pid(), List.copyOf(urls), gap);
        return child;
    }

    private void startClients(int count) throws IOException, InterruptedException {
        for (int i = 1; i <= count; i++) {
            String url = urls.get((i - 1) % urls.size());
            Child child = new Child("client " + i, List.of("demo-client", String.valueOf(i), url), events);
            children.add(child);
            clients.add(new ClientView(i, url.substring(0, url.indexOf(':')), child));
        }
        await("every client to connect", client -> client.connected);
    }

    private void replaceServer() throws IOException, InterruptedException {
        Child victim = server;
        if (victim == null) {
            throw new IllegalStateException("no server");
        }
        server = null;
        long start = System.nanoTime();
        serverReady = false;
        clients.forEach(client -> client.serverDied = client.waits);
        victim.kill();
        report.serverKilled(victim.pid(), underWay());
        pump(HANG, "the server to end", () -> !victim.isAlive());
        play(OUTAGE);
        List<String> sameAddresses = List.copyOf(urls);
        startServer(sameAddresses, Duration.ofNanos(System.nanoTime() - start));
        clients.forEach(client -> client.answersSinceRestart = 0);
    }

    private int underWay() {
        return (int) clients.stream().filter(client -> client.waits).count();
    }

    private void end() throws InterruptedException {
        tellClients("quit");
        await("every client to end", client -> client.ended);
        Child last = server;
        server = null;
        if (last != null) {
            last.endInput();
            pump(HANG, "the server to end", () -> !last.isAlive());
        }
    }

    private long sum(ToLongFunction<ClientView> of) {
        return clients.stream().mapToLong(of).sum();
    }

    private void tellClients(String order) {
        clients.forEach(client -> client.child.tell(order));
    }

    private List<Report.Row> rows() {
        List<Report.Row> rows = new ArrayList<>();
        List<String> transports =
                clients.stream().map(client -> client.transport).distinct().toList();
        for (String transport : transports) {
            rows.add(row(
                    transport,
                    clients.stream()
                            .filter(client -> client.transport.equals(transport))
                            .toList()));
        }
        rows.add(row("total", clients));
        return rows;
    }

    private static Report.Row row(String transport, List<ClientView> of) {
        Latencies all = new Latencies();
        double perSecond = 0;
        for (ClientView client : of) {
            all.add(client.latencies);
            perSecond += client.latencies.count() * 1e9 / client.measuredNanos;
        }
        return new Report.Row(transport, of.size(), perSecond, all.percentile(50), all.percentile(99));
    }

    // ---- events ----------------------------------------------------------------------------------------------------

    private void play(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            handleNext(left);
        }
    }

    private void await(String what, Predicate<ClientView> reached) throws InterruptedException {
        await(HANG, what, reached);
    }

    private void await(Duration atMost, String what, Predicate<ClientView> reached) throws InterruptedException {
        pump(atMost, what, () -> clients.stream().allMatch(reached));
    }

    /** Handles events until the goal is reached. */
    private void pump(Duration atMost, String what, BooleanSupplier goal) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!goal.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new CommandFailure("waited " + atMost.toSeconds() + " s in vain for " + what);
            }
            handleNext(left);
        }
    }

    private void handleNext(long patienceNanos) throws InterruptedException {
        Event event = events.poll(patienceNanos, TimeUnit.NANOSECONDS);
        if (event == null) {
            return;
        }
        Optional<ClientView> client =
                clients.stream().filter(view -> view.child == event.from()).findFirst();
        if (client.isPresent()) {
            if (!client.get().hears(event, report, serverReady)) {
                unexpected(event);
            }
        } else if (event.from() == server) {
            handleServer(event);
        }
    }

    private void handleServer(Event event) {
        switch (event.kind()) {
            case "listening" -> urls.add(event.rest(1));
            case "ready" -> serverReady = true;
            default -> unexpected(event);
        }
    }

    private void unexpected(Event event) {
        if (ending) {
            return;
        }
        String what = event.isEnd()
                ? "ended unexpectedly: " + event.from().lastErrors()
                : "said something unexpected: " + event.line();
        throw new CommandFailure(event.from().name() + " " + what);
    }

    // ---- the end ---------------------------------------------------------------------------------------------------

    @Override
    public void close() {
        cleanUp();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, so the hook runs anyway.
        }
    }

    private void cleanUp() {
        ending = true;
        children.forEach(Child::kill);
        children.forEach(Child::awaitEnd);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // It is in the directory for temporary files, where somebody else will clean up.
        }
    }
}
