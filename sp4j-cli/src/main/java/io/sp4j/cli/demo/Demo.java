package io.sp4j.cli.demo;

import io.sp4j.cli.CommandFailure;
import io.sp4j.cli.ExitCode;
import io.sp4j.cli.Streams;
import io.sp4j.cli.demo.web.WebDemo;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sp4j demo}: shows requests and replies between processes, and that they outlive the death of the server. */
@Command(
        name = "demo",
        description = {
            "Show requests and replies between processes, and what happens when the server dies.",
            "A server and several clients start as processes of their own, over TCP and over IPC. The server is killed"
                    + " and started again at the same addresses; no request stays unanswered. Then their speed is"
                    + " measured. Takes about 12 seconds.",
            "With --web something else: producers, workers, publishers and more in one process, and a page on this machine"
                    + " that shows them live and lets you kill them and slow them down. Runs until it is interrupted."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every request was answered", "1:one was not, or a process failed", "2:wrong command line"})
public final class Demo implements Callable<Integer> {
    private static final int MIN_CLIENTS = 2;
    private static final int MAX_CLIENTS = 16;
    private static final int MAX_SECONDS = 60;

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many clients, 2 to 16; every other one over IPC. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "How long to measure, 1 to 60. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--web", description = "Show a live topology in the browser.")
    private boolean web;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "Where the page is, with --web; its WebSockets are at P + 1. 0 is a free one. Default: "
                    + WebDemo.USUAL_PORT + ", or a free one if that is taken.")
    private @Nullable Integer port;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto (the default), always or never; auto heeds NO_COLOR.")
    private Colour colour;

    /** When to use colours. */
    enum Colour {
        auto,
        always,
        never
    }

    /** The command on these streams. */
    public Demo(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(clients >= MIN_CLIENTS && clients <= MAX_CLIENTS, "--clients must be 2 to 16, not " + clients);
        require(seconds >= 1 && seconds <= MAX_SECONDS, "--seconds must be 1 to 60, not " + seconds);
        require(port == null || web, "--port needs --web");
        PrintWriter out = spec.commandLine().getOut();
        if (web) {
            return showPage(out);
        }
        Report report = json ? new JsonReport(out) : new TextReport(out, usesColours());
        try (Show show = new Show(report)) {
            long unanswered = show.run(clients, seconds);
            if (unanswered > 0) {
                streams.remark(unanswered + " requests stayed unanswered");
                return ExitCode.FAILURE;
            }
            return ExitCode.OK;
        }
    }

    /** Runs until the process is interrupted. */
    private int showPage(PrintWriter out) throws IOException, InterruptedException {
        require(
                port == null || (port >= 0 && port <= WebDemo.MAX_PORT),
                "--port must be 0 to " + WebDemo.MAX_PORT + ", not " + port);
        if (ModuleLayer.boot().findModule("jdk.httpserver").isEmpty()) {
            throw new CommandFailure("--web needs the module jdk.httpserver, which this Java does not have");
        }
        try (WebDemo demo = port == null ? WebDemo.atUsualPort() : WebDemo.at(port)) {
            Thread hook = new Thread(demo::close, "sp4j-demo-end");
            Runtime.getRuntime().addShutdownHook(hook);
            out.println(
                    json
                            ? "{\"event\":\"page\",\"url\":" + Json.quoted(demo.url()) + "}"
                            : "The page is " + demo.url() + " - Ctrl-C ends it");
            new CountDownLatch(1).await();
            return ExitCode.OK;
        }
    }

    private boolean usesColours() {
        return colour == Colour.always || (colour == Colour.auto && Ansi.AUTO.enabled());
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
