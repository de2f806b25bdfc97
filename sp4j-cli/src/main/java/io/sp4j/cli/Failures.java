package io.sp4j.cli;

import io.sp4j.SpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Turns whatever a command throws into one line on standard error and an exit code. */
final class Failures {

    int usage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(Streams.line(failure.getMessage() + " (see " + name + " --help)"));
        return ExitCode.USAGE;
    }

    int execution(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(Streams.line(text(failure)));
        if (failure instanceof SpException known) {
            return ExitCode.of(known);
        }
        return failure instanceof InterruptedException ? ExitCode.INTERRUPTED : ExitCode.FAILURE;
    }

    private static String text(Exception failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        boolean isExpected = failure instanceof SpException
                || failure instanceof CommandFailure
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
        return isExpected
                ? String.valueOf(failure.getMessage())
                : "this is a bug, please report it: " + failure + " at " + origin(failure);
    }

    private static String origin(Exception failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "?" : trace[0].toString();
    }
}
