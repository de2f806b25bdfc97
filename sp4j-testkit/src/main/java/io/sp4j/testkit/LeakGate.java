package io.sp4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves something behind: threads of the library, or open descriptors of this process. Exact, not sampled:
 * within five seconds the threads are gone and the descriptors are those from before. The first test of a JVM warms up, since
 * the JDK opens a few descriptors for good.
 */
public final class LeakGate implements BeforeEachCallback, AfterEachCallback {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long LOOK_EVERY_NANOS = 2_000_000L;
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(LeakGate.class);

    /** For JUnit. */
    public LeakGate() {}

    /** The half of it that looks at threads, for tests in whose JVM somebody else opens and leaves descriptors. */
    public static final class ThreadsOnly implements AfterEachCallback {
        /** For JUnit. */
        public ThreadsOnly() {}

        @Override
        public void afterEach(ExtensionContext context) {
            assertThat(awaitNoThreads()).as("threads of sp4j that are left").isEmpty();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getRoot().getStore(HERE).computeIfAbsent("warm", key -> {
            WarmUp.run();
            awaitNoThreads();
            return Boolean.TRUE;
        });
        awaitNoThreads();
        context.getStore(HERE).put("descriptors", descriptors());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(awaitNoThreads()).as("threads of sp4j that are left").isEmpty();
        List<?> before = context.getStore(HERE).getOrDefault("descriptors", List.class, List.of());
        List<String> surplus = await(() -> {
            List<String> now = descriptors();
            before.forEach(now::remove);
            return now;
        });
        assertThat(surplus).as("descriptors that are left").isEmpty();
    }

    private static List<String> awaitNoThreads() {
        return await(LeakGate::threads);
    }

    /** Looks until nothing is left, five seconds at most. */
    private static List<String> await(Supplier<List<String>> left) {
        long start = System.nanoTime();
        List<String> now = left.get();
        while (!now.isEmpty() && System.nanoTime() - start < PATIENCE_NANOS) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            now = left.get();
        }
        return now;
    }

    private static List<String> threads() {
        List<String> names = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("sp4j-")) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    /** What the open descriptors lead to; empty where the system does not tell. */
    private static List<String> descriptors() {
        List<String> targets = new ArrayList<>();
        if (Files.isDirectory(DESCRIPTORS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
                for (Path entry : entries) {
                    addTarget(entry, targets);
                }
            } catch (IOException e) {
                throw new IllegalStateException("cannot list descriptors", e);
            }
        }
        return targets;
    }

    private static void addTarget(Path entry, List<String> targets) {
        try {
            String target = Files.readSymbolicLink(entry).toString();
            if (isOurs(target)) {
                targets.add(target);
            }
        } catch (IOException e) {
            // closed meanwhile, such as the descriptor of this very listing
        }
    }

    /** Sockets, selectors and wake-up descriptors; not jar files that the JVM opens as it loads classes. */
    private static boolean isOurs(String target) {
        return target.startsWith("socket:") || target.startsWith("anon_inode:") || target.startsWith("pipe:");
    }
}
