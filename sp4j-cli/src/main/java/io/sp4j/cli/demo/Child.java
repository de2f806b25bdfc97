package io.sp4j.cli.demo;

import io.sp4j.cli.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that runs this command with other arguments: the same Java, the same class path. Ends when its input ends. */
final class Child {
    private static final int KEPT_ERRORS = 5;

    private final String name;
    private final Process process;
    private final PrintWriter input;
    private final Deque<String> errors = new ConcurrentLinkedDeque<>();

    /** Starts it; what it says, and finally that it ended, goes to {@code events}. */
    Child(String name, List<String> arguments, BlockingQueue<Event> events) throws IOException {
        this.name = name;
        this.process = new ProcessBuilder(command(arguments)).start();
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread errorReader = read(process.getErrorStream(), this::keepError, () -> {});
        read(process.getInputStream(), line -> events.add(new Event(this, line)), () -> {
            process.onExit().join();
            joinUninterruptibly(errorReader);
            events.add(new Event(this, Event.ENDED));
        });
    }

    private static List<String> command(List<String> arguments) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>();
        command.add(self.command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        for (String flag : self.arguments().orElse(new String[0])) {
            if (!flag.startsWith("-")) {
                break;
            }
            if (flag.startsWith("-X")) {
                command.add(flag);
            }
        }
        if (Main.class.getModule().isNamed()) {
            String modules = System.getProperty("jdk.module.path"); // none in an image that jlink has made
            if (modules != null) {
                command.addAll(List.of("--module-path", modules));
            }
            command.addAll(List.of("-m", Main.class.getModule().getName() + "/" + Main.class.getName()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path", "."), Main.class.getName()));
        }
        command.addAll(arguments);
        return command;
    }

    private Thread read(InputStream from, Consumer<String> action, Runnable atEnd) {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            action.accept(line);
                        }
                    } catch (IOException e) {
                        keepError(String.valueOf(e.getMessage()));
                    }
                    atEnd.run();
                },
                "sp4j-demo-" + name);
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static void joinUninterruptibly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepError(String line) {
        errors.add(line);
        if (errors.size() > KEPT_ERRORS) {
            errors.poll();
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** Why it may have ended, as far as it said so. */
    String lastErrors() {
        return "exit code " + (process.isAlive() ? "?" : process.exitValue()) + ", "
                + (errors.isEmpty() ? "no error message" : String.join(File.pathSeparator + " ", errors));
    }

    /** Gives it a line to read. */
    void tell(String order) {
        input.println(order);
    }

    /** Lets it end by itself. */
    void endInput() {
        input.close();
    }

    /** Ends it at once, with SIGKILL where there is one. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits a moment until it has ended. */
    void awaitEnd() {
        process.onExit().completeOnTimeout(process, 2, TimeUnit.SECONDS).join();
    }

    boolean isAlive() {
        return process.isAlive();
    }
}
