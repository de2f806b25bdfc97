package io.sp4j.cli;

import io.sp4j.SpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Turns whatever a command throws into one line on standard error and an exit code. */
final class Failures {
    private final Streams streams;

    Failures(Streams streams) {
        this.streams = streams;
    }

    int usage(ParameterException failure, String[] args) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        streams.remark(failure.getMessage() + " (see " + command + " --help)");
        return ExitCode.USAGE;
    }

    int execution(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof SpException known) {
            streams.remark(known.getMessage());
            return ExitCode.of(known);
        }
        if (failure instanceof InterruptedException) {
            streams.remark("interrupted");
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof UncheckedIOException unchecked) {
            return execution(unchecked.getCause(), command, parsed);
        }
        if (failure instanceof CommandFailure || failure instanceof IOException) {
            streams.remark(String.valueOf(failure.getMessage()));
            return ExitCode.FAILURE;
        }
        streams.remark("this is a bug, please report it: " + failure + " at " + origin(failure));
        return ExitCode.FAILURE;
    }

    private static String origin(Exception failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "?" : trace[0].toString();
    }
}
