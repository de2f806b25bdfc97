package io.sp4j.bench.report;

import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import io.sp4j.bench.result.Machine;
import io.sp4j.bench.result.PeerInfo;
import io.sp4j.bench.result.Run;
import io.sp4j.bench.result.Spread;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The whole page, which needs nothing but itself. */
public final class Report {

    private static final double WARM_SECONDS = 3;

    private final Run run;

    private Report(Run run) {
        this.run = run;
    }

    public static String of(Run run) {
        return new Report(run).page();
    }

    private String page() {
        Overview overview = new Overview(run);
        String growth = new Growth(run).section();
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>sp4j beside its peers</title><style>
                %s</style></head><body>
                <header><h1>sp4j beside its peers</h1>
                <p class="lead">%s. Two processes on one machine, %s of every peer, one after the other: figures are medians, ratios are made
                within each round.</p>%s</header>
                <nav aria-label="Contents">%s</nav>
                <main>
                """.formatted(
                                css(),
                                Svg.escape(versions()),
                                run.rounds() == 1 ? "one round" : run.rounds() + " rounds",
                                warning(),
                                contents(growth))
                + overview.tiles()
                + "<section id=\"ratios\"><h2>At a glance</h2>\n" + overview.ratios() + "</section>\n"
                + new Targets(run).section()
                + Workloads.ALL.stream()
                        .map(workload -> Section.of(run, workload))
                        .collect(Collectors.joining())
                + growth + machine() + "</main></body></html>\n";
    }

    private String versions() {
        return run.peers().stream()
                .filter(PeerInfo::isMeasured)
                .map(PeerInfo::version)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String warning() {
        return run.warmupSeconds() >= WARM_SECONDS
                ? ""
                : "<p class=\"warning\" role=\"note\"><strong>A short run.</strong> It shows that everything runs. What runs on a JVM is not"
                        + " compiled after " + Numbers.round(run.warmupSeconds())
                        + " s, so sp4j, JeroMQ and the NIO floor are far below what they reach; take figures from a run without"
                        + " <code>--quick</code>.</p>";
    }

    private String contents(String growth) {
        StringBuilder links =
                new StringBuilder("<a href=\"#ratios\">At a glance</a> <a href=\"#targets\">Targets</a> ");
        for (Workload workload : Workloads.ALL) {
            if (run.of(workload.name()).stream().anyMatch(cell -> !cell.rounds().isEmpty())) {
                links.append("<a href=\"#")
                        .append(workload.name())
                        .append("\">")
                        .append(workload.name())
                        .append("</a> ");
            }
        }
        if (!growth.isEmpty()) {
            links.append("<a href=\"#growth\">Cost as work grows</a> ");
        }
        return links.append("<a href=\"#machine\">Machine and method</a>").toString();
    }

    private String machine() {
        Machine m = run.machine();
        List<List<String>> rows = List.of(
                List.of("processor", m.cpu() + ", " + m.processors() + " of them, " + m.virtualization()),
                List.of("governor", m.governor().isEmpty() ? "not readable" : m.governor()),
                List.of("memory", m.memoryMib() < 0 ? "not readable" : m.memoryMib() + " MiB"),
                List.of("system", m.os() + ", " + m.kernel()),
                List.of("JVM", m.jdk()),
                List.of("load when it began", String.format(Locale.ROOT, "%.2f", m.loadAtStart())),
                List.of("began", run.at() + ", took " + Math.round(run.tookSeconds() / 60) + " min"),
                List.of("sources", run.revision().isEmpty() ? "not known" : run.revision()));
        List<List<String>> peers = run.peers().stream()
                .map(peer -> List.of(
                        peer.name(),
                        peer.isMeasured() ? peer.version() : "not found: " + peer.missing(),
                        peer.isMeasured() ? "" : peer.howToGet()))
                .toList();
        return "<section id=\"machine\"><h2>Machine and method</h2><pre><code>" + Svg.escape(run.command())
                + "</code></pre>" + Tabular.of("Machine", 2, List.of("what", "here"), rows)
                + Tabular.of("Peers", 3, List.of("peer", "version", "how to get it"), peers)
                + method() + "</section>\n";
    }

    private String method() {
        return """
                <ul>
                <li>A round measures every peer once, one after the other; then comes the next round. Points of curves have a third of the rounds.</li>
                <li>Each peer does the same: as many processes, sockets and threads, the same bytes, queues of 1,000 messages (sp4j: its default, 1,024), its
                defaults otherwise. Both processes start at once, warm up (JVM %s s, twice that for small messages one way and for TLS; others %s s) and then count for %s s.</li>
                <li>Dots are rounds; a ring is a round more than %d %% away from the median. Whiskers go from the least to the greatest.</li>
                <li>Processor time is user and system time of both processes, for each message that counts. Allocation is what JVM and Go report.</li>
                <li>A JVM that does nothing wakes up some twenty times a second.</li>
                <li>Absolute figures move by tens of percent from hour to hour on a shared machine. Compare ratios, and processor time for each message.</li>
                </ul>
                """.formatted(
                        Numbers.round(run.warmupSeconds()),
                        Numbers.round(run.warmupSecondsNative()),
                        Numbers.round(run.measureSeconds()),
                        Math.round(100 * Spread.OUTLIER));
    }

    static String css() {
        try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
