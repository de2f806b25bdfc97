package io.sp4j.cli.demo;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.cli.ExitCode;
import io.sp4j.cli.Streams;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The server of the demo, a process of its own: answers until its standard input ends. Says {@code listening URL} for each
 * address and then {@code ready}.
 */
@Command(name = "demo-server", hidden = true)
public final class DemoServer implements Callable<Integer> {
    private static final Pattern QUESTION = Pattern.compile("what is (\\d+) x (\\d+)\\?");
    private static final int CONCURRENCY = 64;
    private static final int THINKING_MILLIS = 150;

    private final Streams streams;

    @Parameters(arity = "1..*")
    private List<String> urls;

    /** The command on these streams. */
    public DemoServer(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Streams.writer(streams.out());
        Rep0.Builder builder = Rep0.builder().name("demo-server");
        urls.forEach(builder::listen);
        try (Rep0 socket = builder.open()) {
            socket.serveAsync(DemoServer::answer, CONCURRENCY);
            socket.listeners().forEach(listener -> out.println("listening " + listener.url()));
            out.println("ready");
            streams.in().readAllBytes();
        }
        return ExitCode.OK;
    }

    /** A question takes a moment, so that some are under way when the server is killed; anything else comes back at once. */
    private static CompletionStage<Message> answer(Message request) {
        if (!request.startsWith("what is")) {
            return CompletableFuture.completedFuture(request);
        }
        return CompletableFuture.supplyAsync(
                () -> Message.of(product(request.text())),
                CompletableFuture.delayedExecutor(THINKING_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static String product(String question) {
        Matcher factors = QUESTION.matcher(question);
        return factors.matches()
                ? String.valueOf(Long.parseLong(factors.group(1)) * Long.parseLong(factors.group(2)))
                : "I do not understand";
    }
}
