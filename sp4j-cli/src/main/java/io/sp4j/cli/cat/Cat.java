package io.sp4j.cli.cat;

import io.sp4j.CloseReport;
import io.sp4j.DialMode;
import io.sp4j.SpSocket;
import io.sp4j.cli.CommandFailure;
import io.sp4j.cli.Main;
import io.sp4j.cli.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sp4j cat}: sends and prints messages, with the options of nngcat. */
@Command(
        name = "cat",
        description = {
            "Send and print messages, with the options of nngcat.",
            "Exactly one protocol and at least one address. Long options may be cut to what is unambiguous;"
                    + " their value may follow = or : as well."
        },
        customSynopsis = "sp4j cat PROTOCOL ADDRESS... [FORMAT] [OPTION...] [--data TEXT | --file FILE]",
        preprocessor = NngArguments.class,
        versionProvider = Main.Version.class,
        sortOptions = true,
        exitCodeListHeading =
                "%nExit codes (nngcat: 1 for every failure and for --help, 0 when a receive times out):%n",
        exitCodeList = {
            "0:all went well",
            "1:failure",
            "2:wrong command line",
            "3:a send timed out, a request had no reply, or less came than was waited for",
            "4:refused or unreachable",
            "5:TLS or authentication failed",
            "6:the peer speaks another protocol",
            "130:interrupted"
        })
public final class Cat implements Callable<Integer> {
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CatOptions options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean version;

    /** The command on these streams. */
    public Cat(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CatPlan plan = plan();
        byte[] data = plan.hasData() ? data() : new byte[0];
        try (SpSocket socket = plan.open()) {
            for (Endpoint endpoint : options.endpoints) {
                start(socket, endpoint);
            }
            int code = new CatLoops(socket, plan, options, data, streams).run();
            CloseReport report = socket.close(LINGER);
            if (!report.isComplete()) {
                throw new CommandFailure("Send error: " + report.unsent() + " messages could not be written within "
                        + LINGER.toSeconds() + " s");
            }
            return code;
        }
    }

    private CatPlan plan() {
        try {
            return CatPlan.of(options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] data() throws IOException {
        List<String> texts = options.data;
        if (texts != null) {
            return texts.get(0).getBytes(StandardCharsets.UTF_8);
        }
        List<String> files = options.files;
        String file = files == null ? "-" : files.get(0);
        if (file.equals("-")) {
            return streams.in().readAllBytes();
        }
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailure("Cannot open file " + file + ": No such file or directory");
        } catch (IOException | InvalidPathException e) {
            throw new CommandFailure("Cannot open file " + file + ": " + e.getMessage());
        }
    }

    private void start(SpSocket socket, Endpoint endpoint) {
        String url = endpoint.url();
        if (!endpoint.isDialed()) {
            tell("Listening at: " + socket.listen(url).url());
        } else if (options.async || options.compat) {
            socket.dial(url, DialMode.BACKGROUND);
            tell("Dialing: " + url);
        } else {
            socket.dial(url, DialMode.BLOCKING);
            tell("Connected to: " + url);
        }
    }

    private void tell(String what) {
        if (options.verbose) {
            streams.remark(what);
        }
    }
}
