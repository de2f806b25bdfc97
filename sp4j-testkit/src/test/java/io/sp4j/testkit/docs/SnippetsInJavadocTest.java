package io.sp4j.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Codec;
import io.sp4j.Device;
import io.sp4j.Message;
import io.sp4j.Receiver;
import io.sp4j.Sender;
import io.sp4j.SocketBuilder;
import io.sp4j.SpSocket;
import io.sp4j.testkit.sim.SimNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets in the Javadoc of the exported packages: they compile as they stand, and do what their comments say. */
class SnippetsInJavadocTest {
    private static final List<Path> SOURCES =
            List.of(Page.ROOT.resolve("sp4j-core/src/main/java"), Page.ROOT.resolve("sp4j-testkit/src/main/java"));
    private static final Pattern EXPORTED = Pattern.compile("^    exports ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("<pre>\\{@code(.*?)}</pre>", Pattern.DOTALL);
    private static final Pattern PROMISE =
            Pattern.compile("^ *\\w+ (\\w+) = .*; // (true|false|\"[^\"]*\").*", Pattern.MULTILINE);
    private static final String METHOD = """
            import io.sp4j.*;
            import io.sp4j.testkit.sim.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;

            public class %s {
                public static void main(String[] args) throws Exception {
                    %s
                }
            }
            """;
    private static final Pattern PROGRAM = Pattern.compile("public class (\\w+)");

    @TempDir
    Path directory;

    /** A block of code in a source file: a whole program, or what could stand in a method. */
    record Snippet(String file, int number, String code) {
        boolean isProgram() {
            return PROGRAM.matcher(code).find();
        }

        String className() {
            return isProgram()
                    ? PROGRAM.matcher(code).results().iterator().next().group(1)
                    : file.replaceAll("\\W", "_") + number;
        }

        /** The snippet as a program, whose promises, such as {@code // true} behind an assignment, are checked. */
        String source() {
            if (isProgram()) {
                return code;
            }
            String checked = PROMISE.matcher(code)
                    .replaceAll(
                            "$0\nif (!String.valueOf($1).equals(String.valueOf($2))) throw new AssertionError($1);");
            return METHOD.formatted(className(), checked);
        }

        @Override
        public String toString() {
            return file + " " + number;
        }
    }

    private Programs programs() {
        return new Programs(directory, List.of(SpSocket.class, SimNetwork.class));
    }

    static List<Snippet> snippets() throws IOException {
        List<Snippet> all = new ArrayList<>();
        for (Path file : exportedSources()) {
            List<MatchResult> blocks =
                    CODE.matcher(Files.readString(file)).results().toList();
            for (int i = 0; i < blocks.size(); i++) {
                all.add(new Snippet(nameOf(file), i + 1, codeIn(blocks.get(i).group(1))));
            }
        }
        return all;
    }

    private static List<Path> exportedSources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path root : SOURCES) {
            EXPORTED.matcher(Files.readString(root.resolve("module-info.java")))
                    .results()
                    .map(found -> root.resolve(found.group(1).replace('.', '/')))
                    .flatMap(SnippetsInJavadocTest::sourcesIn)
                    .forEach(all::add);
        }
        return all;
    }

    private static Stream<Path> sourcesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String codeIn(String comment) {
        return comment.lines().map(line -> line.replaceFirst("^ *\\* ?", "")).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("snippets")
    void compile(Snippet snippet) throws URISyntaxException {
        programs().compile(snippet.className(), snippet.source());
    }

    @Test
    void doWhatTheySay() throws Exception {
        Programs programs = programs();
        StringBuilder calls = new StringBuilder();
        for (Snippet snippet : snippets()) {
            programs.compile(snippet.className(), snippet.source());
            calls.append(snippet.className()).append(".main(args);\n");
        }
        programs.compile("All", METHOD.formatted("All", calls));
        programs.run("All", "42\n");
    }

    @Test
    void areOnEveryProtocolAndOnWhatAllUse() throws IOException {
        Set<String> shown = snippets().stream().map(Snippet::file).collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = leavesOf(SpSocket.class).collect(Collectors.toCollection(TreeSet::new));
        assertThat(wanted).contains("Pair0", "Bus0", "RawSocket");
        assertThat(shown).containsAll(wanted);
        assertThat(shown)
                .contains("package-info")
                .containsAll(Stream.of(
                                SpSocket.class,
                                SocketBuilder.class,
                                Sender.class,
                                Receiver.class,
                                Message.class,
                                Codec.class,
                                Device.class,
                                SimNetwork.class)
                        .map(Class::getSimpleName)
                        .toList());
    }

    /** The names of the public final classes below a sealed one. */
    private static Stream<String> leavesOf(Class<?> type) {
        return type.isSealed()
                ? Stream.of(Objects.requireNonNull(type.getPermittedSubclasses()))
                        .flatMap(SnippetsInJavadocTest::leavesOf)
                : Stream.of(type.getSimpleName());
    }
}
