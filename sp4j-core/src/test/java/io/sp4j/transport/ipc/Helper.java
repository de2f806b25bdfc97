package io.sp4j.transport.ipc;

import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.transport.TestLinks;
import io.sp4j.transport.TestLinks.Listening;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another process, maybe of another user, that binds and dials on command: one line in, one line out. "ok", or the simple
 * name of the exception.
 */
final class Helper implements AutoCloseable {
    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;

    private Helper(List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                String.join(System.getProperty("path.separator"), location(SpException.class), location(Helper.class)),
                Helper.class.getName()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        to = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** A process of the same user. */
    static Helper start() throws IOException {
        return new Helper(List.of());
    }

    /** A process of the user with this number; only for root. */
    static Helper startAs(int user) throws IOException {
        return new Helper(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void tell(String command) throws IOException {
        to.write(command + "\n");
        to.flush();
    }

    /** The answer to the command that was told, null when the process has ended. */
    String answer() throws IOException {
        return from.readLine();
    }

    String ask(String command) throws IOException {
        tell(command);
        return answer();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The other side. */
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        TestLinks links = new TestLinks();
        Listening at = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            String answer = "ok";
            try {
                switch (words[0]) {
                    case "bind" -> at = links.listen(Protocol.PAIR0, words[1]);
                    case "close" -> {
                        if (at != null) {
                            at.acceptor().close();
                            at = null;
                        }
                    }
                    case "dial" -> {
                        var told = links.dial(Protocol.PAIR0, words[1]);
                        if (!told.isOpened()) {
                            throw told.failure().why();
                        }
                    }
                    default -> answer = "what is " + words[0] + "?";
                }
            } catch (SpException e) {
                answer = e.getClass().getSimpleName();
            }
            System.out.println(answer);
        }
    }
}
