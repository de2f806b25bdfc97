package io.sp4j.interop;

import io.sp4j.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our command as a process of its own. */
final class SpCat {
    private static final String LISTENING = "sp4j: Listening at: ";

    private SpCat() {}

    /** Starts {@code sp4j cat} with these arguments. */
    static PeerProcess start(String... arguments) throws IOException {
        return start(List.of(arguments));
    }

    static PeerProcess start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "cat"));
        command.addAll(arguments);
        return PeerProcess.start(command);
    }

    /** Where one that was started with {@code -v} listens; waits until it does. */
    static String url(PeerProcess cat) throws Exception {
        String said = cat.awaitError(LISTENING.length() + 1);
        if (!said.startsWith(LISTENING)) {
            throw new AssertionError("does not listen: " + cat);
        }
        return said.substring(LISTENING.length()).strip();
    }
}
