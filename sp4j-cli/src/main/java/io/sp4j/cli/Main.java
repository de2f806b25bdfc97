package io.sp4j.cli;

import io.sp4j.cli.cat.Cat;
import io.sp4j.cli.demo.Demo;
import io.sp4j.cli.demo.DemoClient;
import io.sp4j.cli.demo.DemoServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code sp4j} command; its verbs are its subcommands. */
@Command(
        name = "sp4j",
        description = "Send and receive messages with the Scalability Protocols.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:failure",
            "2:wrong command line",
            "3:timeout",
            "4:refused or unreachable",
            "5:TLS or authentication failed",
            "6:the peer speaks another protocol",
            "130:interrupted"
        })
public final class Main implements Runnable {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "sp4j: %5$s%n");
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(Streams.ofProcess());
    }

    /** The command with other streams than the process has; every call makes a new one. */
    public static CommandLine commandLine(Streams streams) {
        Failures failures = new Failures();
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new CommandLine(new Cat(streams)).setOverwrittenOptionsAllowed(true));
        line.addSubcommand(new Demo(streams));
        line.addSubcommand(new DemoServer(streams));
        line.addSubcommand(new DemoClient(streams));
        return line.setOut(Streams.writer(streams.out()))
                .setErr(streams.err())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution);
    }

    /** Without a verb there is nothing to do but to say what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What {@code --version} prints: our version from the jar, and the Java it runs on. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "sp4j " + (version == null ? "(from class files)" : version),
                "Java " + System.getProperty("java.version")
            };
        }
    }
}
