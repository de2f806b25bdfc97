package io.sp4j.bench.report;

import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.result.Cell;
import io.sp4j.bench.result.Run;
import java.util.Optional;

/** The part of the page about the targets: by how much this run meets or misses each. */
final class Targets {

    private static final double METER = 180;

    private final Run run;

    Targets(Run run) {
        this.run = run;
    }

    String section() {
        StringBuilder rows = new StringBuilder();
        for (Target target : Target.ALL) {
            rows.append(row(target));
        }
        return """
                <section id="targets"><h2>Targets</h2>
                <p>What must hold, and the goal. The absolute figures were set on one machine with two virtual processors; the ratios to libzmq
                and nng in the same run hold on any. Ratios say how many times better sp4j is, median [min..max] of the rounds.</p>
                <div class="scroll"><table class="targets"><caption>Targets and what this run has of them</caption>
                <thead><tr><th scope="col">target</th><th scope="col" class="figure">must</th><th scope="col" class="figure">goal</th>
                <th scope="col" class="figure">measured</th><th scope="col">of what must hold</th>
                <th scope="col">beside libzmq</th><th scope="col">beside nng</th></tr></thead><tbody>
                %s</tbody></table></div></section>
                """.formatted(rows);
    }

    private String row(Target target) {
        Optional<Cell> us = run.cell(target.workload(), target.transport(), target.size(), target.count(), Peers.US);
        Optional<Double> measured =
                us.flatMap(cell -> cell.spread(target.metric())).map(spread -> spread.median() * target.scale());
        String status = measured.map(value -> meter(target, value))
                .orElse("<span class=\"none\">"
                        + Svg.escape(
                                us.map(Cell::why).filter(why -> !why.isEmpty()).orElse("not measured in this run"))
                        + "</span>");
        return "<tr><th scope=\"row\">" + Svg.escape(target.title()) + "</th>"
                + figure(Numbers.round(target.must()) + " " + target.unit())
                + figure(Numbers.round(target.goal()) + " " + target.unit())
                + figure(measured.map(Numbers::digits).orElse("–"))
                + "<td>" + status + "</td>"
                + "<td>" + beside(target, us, "zmq", target.zmq(), target.zmqGoal()) + "</td>"
                + "<td>" + beside(target, us, "nng", target.nng(), target.nngGoal()) + "</td></tr>\n";
    }

    private static String figure(String text) {
        return "<td class=\"figure\">" + Svg.escape(text) + "</td>";
    }

    /** A bar whose marks are what must hold and the goal. */
    private static String meter(Target target, double measured) {
        double reached = target.reached(measured, target.must());
        double goal = target.reached(target.goal(), target.must());
        Scale x = Scale.linear(Math.max(2, Math.min(goal * 1.1, 3)), 0, METER);
        Svg svg = new Svg(METER, 16);
        svg.rect("meter-back", 0, 4, METER, 8)
                .rect(reached >= 1 ? "meter met" : "meter missed", 0, 4, x.at(reached), 8)
                .line("meter-must", x.at(1), 0, x.at(1), 16)
                .line("meter-goal", x.at(goal), 2, x.at(goal), 14);
        return svg.finish(Numbers.digits(100 * reached) + " % of what must hold")
                + verdict(reached >= 1, Numbers.digits(100 * reached) + " %");
    }

    private String beside(Target target, Optional<Cell> us, String peer, double must, double goal) {
        if (must == 0) {
            return "";
        }
        String wanted = must == Target.AHEAD
                ? "must be ahead"
                : "must " + Numbers.round(must) + "×, goal " + Numbers.round(goal) + "×";
        String measured = us.flatMap(
                        cell -> run.cell(target.workload(), target.transport(), target.size(), target.count(), peer)
                                .flatMap(other -> Advantage.of(cell, other, target.metric())))
                .map(ratio -> verdict(ratio.median() >= must, Advantage.text(ratio)))
                .orElse("<span class=\"none\">–</span>");
        return measured + "<small>" + Svg.escape(wanted) + "</small>";
    }

    private static String verdict(boolean met, String text) {
        return "<span class=\"" + (met ? "verdict yes" : "verdict no") + "\">" + (met ? "✓ " : "✗ ") + Svg.escape(text)
                + "<span class=\"hidden\">" + (met ? " met" : " missed") + "</span></span>";
    }
}
