package io.sp4j.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.SpSocket;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Programs out of the documentation: compiled as a user would, and run.
 *
 * @param directory where their classes go
 * @param modules a class of each module that they may use, and nothing else
 */
record Programs(Path directory, List<Class<?>> modules) {
    private static final long PATIENCE_SECONDS = 60;

    /** Programs that use the library. */
    Programs(Path directory) {
        this(directory, List.of(SpSocket.class));
    }

    /** Compiles a source file that has this public class; fails on any complaint, warnings included. */
    void compile(String name, String source) throws URISyntaxException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of("-Xlint:all,-try", "--release", "17", "-cp", classPath(), "-d", directory.toString());
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

    /** Runs a compiled program in a process of its own; fails unless it prints this, and ends well. */
    void run(String name, String output) throws Exception {
        Path printed = directory.resolve("output.txt");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-cp",
                        classPath(),
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

    private String classPath() throws URISyntaxException {
        StringBuilder path = new StringBuilder(directory.toString());
        for (Class<?> module : modules) {
            URL classes = module.getProtectionDomain().getCodeSource().getLocation();
            path.append(File.pathSeparator).append(Path.of(classes.toURI()));
        }
        return path.toString();
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
