package io.sp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example prints what its source says. A new one needs nothing here. */
class ExamplesTest {
    /** No correct example takes this long. */
    static final long HANG_SECONDS = 30;

    static Stream<Program> alone() {
        Set<String> servers =
                clients().map(client -> client.needs().orElseThrow().name()).collect(Collectors.toSet());
        return Program.all().stream().filter(program -> program.needs().isEmpty() && !servers.contains(program.name()));
    }

    static Stream<Program> clients() {
        return Program.all().stream().filter(program -> program.needs().isPresent());
    }

    private static final Set<Thread> BEFORE = Thread.getAllStackTraces().keySet();

    /** Sockets that were not closed keep threads of the library, executors that were not shut down keep the JVM. */
    @AfterAll
    static void leaveNoThreadBehind() {
        long start = System.nanoTime();
        while (!left().isEmpty() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(HANG_SECONDS)) {
            LockSupport.parkNanos(1_000_000L);
        }
        assertThat(left()).isEmpty();
    }

    private static List<String> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !BEFORE.contains(thread))
                .filter(thread -> !thread.isDaemon() || thread.getName().startsWith("sp4j-"))
                .filter(thread -> !thread.getName().startsWith("junit-"))
                .map(Thread::getName)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("alone")
    void printsWhatItsSourceSays(Program program) throws Exception {
        assertThat(outputOf(program)).matches(program.expectation());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void printsWhatItsSourceSaysBesideItsServer(Program client) throws Exception {
        Program needed = client.needs().orElseThrow();
        try (Child server = Child.of(needed);
                Child child = Child.of(client, server.url())) {
            assertThat(child.end()).matches(client.expectation());
            assertThat(server.end()).matches(needed.expectation());
        }
    }

    @Test
    void runsWithoutBeingCompiledFirst() throws Exception {
        Program hello = Program.named("Hello");
        try (Child java = Child.ofSource(hello)) {
            assertThat(java.end()).matches(hello.expectation());
        }
    }

    /** The JVM warns there of what a later one will forbid. */
    @ParameterizedTest
    @ValueSource(strings = {"Hello", "ManyAddresses", "VirtualThreads", "JsonRecords"})
    void saysNothingOnStandardError(String name, @TempDir Path directory) throws Exception {
        Program program = Program.named(name);
        Path said = directory.resolve("stderr");
        try (Child java = Child.withErrorsIn(said, program)) {
            assertThat(java.end()).matches(program.expectation());
        }
        assertThat(said).isEmptyFile();
    }

    private static String outputOf(Program program) throws Exception {
        Method main = Class.forName(program.className()).getMethod("main", String[].class);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            run(program.name(), main);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void run(String name, Method main) throws Exception {
        FutureTask<?> task = new FutureTask<>(() -> main.invoke(null, (Object) new String[0]));
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(HANG_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(name + " hangs at " + Arrays.toString(thread.getStackTrace()), e);
        }
    }
}
