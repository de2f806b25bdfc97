package io.sp4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An example, as its source tells it: {@code // prints:} lines are its whole output, in which {@code <url>} stands for any
 * URL; {@code // needs: Server} says that the program of that name is to be started first, in a process of its own, and that
 * this one gets the URL that is the last word of the server's first line.
 *
 * @param source the file
 * @param text what is in it
 */
record Program(Path source, String text) {
    static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path SOURCES = MODULE.resolve("src/main/java");
    private static final Pattern PRINTS = Pattern.compile("(?m)^// prints:(?: (.*))?$");
    private static final Pattern NEEDS = Pattern.compile("(?m)^// needs: (\\w+)$");
    private static final Pattern FIRST_SENTENCE = Pattern.compile("(?s)\n/\\*\\*(.*?\\.)(?:\\s|\\*)");

    /** All files but those that only describe a package, in the order of the README. */
    static List<Program> all() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .map(Program::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Program read(Path source) {
        try {
            return new Program(source, Files.readString(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Program named(String name) {
        return all().stream()
                .filter(program -> program.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no example " + name));
    }

    String name() {
        return source.getFileName().toString().replace(".java", "");
    }

    String className() {
        return SOURCES.relativize(source).toString().replace(".java", "").replaceAll("[/\\\\]", ".");
    }

    /** The lines that it prints, as its source says. */
    List<String> prints() {
        return PRINTS.matcher(text)
                .results()
                .map(line -> line.group(1) == null ? "" : line.group(1))
                .toList();
    }

    /** The server that it talks with, if that is a program of its own. */
    Optional<Program> needs() {
        return NEEDS.matcher(text).results().map(found -> named(found.group(1))).findFirst();
    }

    /** What it shows: the first sentence of its description. */
    String sentence() {
        Matcher found = FIRST_SENTENCE.matcher(text);
        return found.find() ? found.group(1).replaceAll("\\s*\n \\* ?", " ").strip() : "";
    }

    /** Whether these lines are what it prints. */
    Pattern expectation() {
        StringBuilder pattern = new StringBuilder();
        for (String line : prints()) {
            pattern.append(Pattern.quote(line).replace("<url>", "\\E\\S+://\\S+\\Q"))
                    .append("\\R");
        }
        return Pattern.compile(pattern.toString());
    }

    @Override
    public String toString() {
        return name();
    }
}
