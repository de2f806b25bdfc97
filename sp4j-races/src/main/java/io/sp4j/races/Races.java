package io.sp4j.races;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.grading.TestGrading;

/**
 * Runs the races and says in one line how they ended; jcstress itself writes to a log. A test passes when no outcome was
 * forbidden and nothing failed, hung or crashed.
 *
 * <p>Arguments: {@code short}, for the usual build, or one of jcstress's own modes; the folder for the results; then what
 * jcstress is to be told besides, such as {@code -t FlushToken}.
 */
public final class Races {
    private static final String SMALL_FORKS = "-af NONE -sc false -pth false -hs 128";
    private static final String SHORT = "-m quick -f 1 -iters 2 -time 150 -strideSize 64 -strideCount 8";

    private Races() {}

    /** Ends with status 1 when a race was found. */
    public static void main(String[] args) throws IOException, InterruptedException, ClassNotFoundException {
        Path folder = Path.of(args[1]).toAbsolutePath();
        if (Runtime.getRuntime().availableProcessors() < 2) {
            System.out.println("races: not run, they need two processors");
            return;
        }
        deleteAll(folder);
        Files.createDirectories(folder);
        long startedAt = System.nanoTime();
        int status = run(args[0], folder, Arrays.asList(args).subList(2, args.length));
        long seconds = (System.nanoTime() - startedAt) / 1_000_000_000;
        System.exit(report(results(folder), status, folder, seconds));
    }

    private static int run(String mode, Path folder, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-cp", absoluteClassPath(), "org.openjdk.jcstress.Main"));
        if (mode.equals("short")) {
            command.addAll(List.of((SMALL_FORKS + " " + SHORT).split(" ")));
            command.addAll(List.of("-jvmArgs", "-XX:+UseSerialGC"));
        } else {
            command.addAll(List.of("-m", mode));
        }
        command.addAll(List.of("-r", folder.resolve("report").toString()));
        command.addAll(more);
        Process jcstress = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
            jcstress.destroyForcibly();
        }));
        return jcstress.waitFor();
    }

    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Collection<TestResult> results(Path folder) throws IOException, ClassNotFoundException {
        InProcessCollector all = new InProcessCollector();
        for (Path file : files(folder, ".bin.gz")) {
            DiskReadCollector reader = new DiskReadCollector(file.toString(), all);
            reader.dump();
            reader.close();
        }
        return all.getTestResults();
    }

    private static int report(Collection<TestResult> results, int status, Path folder, long seconds) {
        Map<String, Boolean> passed = new TreeMap<>();
        long samples = 0;
        for (TestResult result : results) {
            samples += result.getTotalCount();
            passed.merge(result.getName(), isPassed(result), Boolean::logicalAnd);
        }
        long failed = passed.values().stream().filter(ok -> !ok).count();
        results.stream().filter(result -> !isPassed(result)).forEach(result -> print(result, System.out));
        boolean ended = status == 0 && !passed.isEmpty();
        System.out.println("races: " + passed.size() + " races, " + failed + " forbidden, " + samples + " samples in "
                + seconds + " s" + (ended ? "" : "; jcstress ended with " + status + ", see " + folder));
        return ended && failed == 0 ? 0 : 1;
    }

    private static boolean isPassed(TestResult result) {
        return result.status() == Status.NORMAL && result.grading().isPassed;
    }

    private static void print(TestResult result, PrintStream out) {
        TestGrading grading = result.grading();
        out.println(result.getName() + ": " + result.status());
        for (GradingResult outcome : grading.gradingResults.values()) {
            out.println("    " + outcome.expect + " " + outcome.count + " times: " + outcome.id);
        }
        result.getMessages().forEach(line -> out.println("    " + line));
        result.getVmErr().forEach(line -> out.println("    " + line));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file :
                    files(folder, "").stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
