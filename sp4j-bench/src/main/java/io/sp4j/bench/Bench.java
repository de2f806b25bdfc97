package io.sp4j.bench;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import io.sp4j.bench.report.Picture;
import io.sp4j.bench.report.Report;
import io.sp4j.bench.result.Run;
import io.sp4j.bench.result.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Main class: measures, writes the figures, and makes the report of them. */
public final class Bench {

    private static final String MICRO = "--micro";

    private Bench() {}

    /** Exit codes: 0 measured, 1 something that was asked for could not be measured, 2 wrong arguments. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals(MICRO)) {
            Micro.run(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        Settings settings;
        try {
            settings = Settings.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Settings.USAGE);
            System.exit(2);
            return;
        }
        try {
            if (settings.help) {
                System.out.print(Settings.USAGE);
            } else if (settings.list) {
                list();
            } else {
                report(settings, args);
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void list() {
        System.out.println("workloads");
        for (Workload workload : Workloads.ALL) {
            System.out.printf("  %-12s %s%n", workload.name(), workload.title());
        }
        System.out.println("peers\n  " + Peers.ALL.stream().map(Peer::name).collect(Collectors.joining(" ")));
    }

    private static void report(Settings settings, String... args) throws IOException, InterruptedException {
        Files.createDirectories(settings.out);
        Run run;
        if (settings.report.isPresent()) {
            run = RunFile.read(settings.report.get());
        } else {
            Measuring measuring = new Measuring(settings, "./sp4j bench " + String.join(" ", args));
            run = measuring.run();
            System.out.print(Table.of(run));
        }
        Path page = settings.out.resolve("report.html");
        Files.writeString(page, Report.of(run));
        System.out.println("report: " + page.toAbsolutePath());
        if (settings.picture.isPresent()) {
            Files.writeString(settings.picture.get(), Picture.of(run));
            System.out.println("picture: " + settings.picture.get().toAbsolutePath());
        }
    }
}
