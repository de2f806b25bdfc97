package io.sp4j.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.SpSocket;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs in the README, in the guide and on the pages of the protocols compile without a warning and print what the page says. */
class ProgramsInPagesTest {
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern NAME = Pattern.compile("public class (\\w+)");

    @TempDir
    Path directory;

    static List<Arguments> programs() throws IOException {
        List<Arguments> all = new ArrayList<>();
        Stream.concat(
                        Stream.of("README.md", "docs/guide.md").map(name -> Page.read(Page.ROOT.resolve(name))),
                        Page.protocols().stream())
                .forEach(page -> page.programs()
                        .forEach(program -> all.add(Arguments.of(
                                page, nameOf(program[0].content()), program[0].content(), program[1].content()))));
        return all;
    }

    private static String nameOf(String program) {
        Matcher name = NAME.matcher(program);
        assertThat(name.find()).as("a public class in %s", program).isTrue();
        return name.group(1);
    }

    @Test
    void areOnEveryPage() throws IOException {
        assertThat(Page.read(Page.ROOT.resolve("README.md")).programs()).isNotEmpty();
        for (Page page : Page.protocols()) {
            if (!page.toString().equals("README.md")) {
                assertThat(page.programs()).as("programs of %s", page).isNotEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("programs")
    void printWhatThePageSays(Page page, String name, String source, String output) throws Exception {
        compile(name, source);
        Path printed = directory.resolve("output.txt");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-cp",
                        library() + File.pathSeparator + directory,
                        name)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(read(printed)).as("what it prints").isEqualTo(output);
            assertThat(ended).as("it ends").isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        return Page.read(file).text().replace(System.lineSeparator(), "\n");
    }

    /** Where the classes of the library are: all that a program needs. */
    private static Path library() throws URISyntaxException {
        return Path.of(SpSocket.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private void compile(String name, String source) throws URISyntaxException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of("-Xlint:all,-try", "--release", "17", "-cp", library().toString(), "-d", directory.toString());
        compiler.getTask(
                        null,
                        compiler.getStandardFileManager(found, null, StandardCharsets.UTF_8),
                        found,
                        options,
                        null,
                        List.of(new Source(name, source)))
                .call();
        List<Diagnostic<? extends JavaFileObject>> complaints = found.getDiagnostics();
        assertThat(complaints).as("complaints of the compiler").isEmpty();
    }

    /** A source file in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
