package io.sp4j.transport.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The port numbers of services by name, as the system's table has them; Java has no {@code getservbyname}. */
final class ServiceNames {
    static final Path SYSTEM_TABLE = Path.of("/etc/services");

    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9._+-]{1,64}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern TCP_PORT = Pattern.compile("([0-9]{1,5})/tcp");
    private static final int MAX_PORT = 65_535;

    private ServiceNames() {}

    /**
     * Finds the TCP port of a name or alias; empty for what is no name, is not in the table, or when there is no table.
     */
    static OptionalInt port(Path table, String name) {
        if (!NAME.matcher(name).matches()) {
            return OptionalInt.empty();
        }
        // Latin 1: comments may be in any encoding, and names are ASCII
        try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
            return lines.mapToInt(line -> portIn(line, name))
                    .filter(port -> port >= 0)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalInt.empty();
        }
    }

    private static int portIn(String line, String name) {
        int comment = line.indexOf('#');
        String[] words = BLANKS.split((comment < 0 ? line : line.substring(0, comment)).strip());
        if (words.length < 2) {
            return -1;
        }
        var port = TCP_PORT.matcher(words[1]);
        boolean named = words[0].equals(name)
                || Arrays.asList(words).subList(2, words.length).contains(name);
        if (!named || !port.matches() || Integer.parseInt(port.group(1)) > MAX_PORT) {
            return -1;
        }
        return Integer.parseInt(port.group(1));
    }
}
