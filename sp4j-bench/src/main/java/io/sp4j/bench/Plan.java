package io.sp4j.bench;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Variant;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run measures, one step after the other: a variant of a workload, in so many rounds of all peers. */
record Plan(List<Step> steps) {

    /** The processes of a round start and end; connections of the idle workload are opened. */
    private static final double START_SECONDS = 0.15;

    private static final double JVM_START_SECONDS = 0.6;
    private static final double IDLE_SECONDS = 5;

    /** Further points of curves take a while. */
    private static final List<String> CURVE_PEERS = List.of(Peers.US, "zmq", "nng");

    /** A variant and its number of rounds. */
    record Step(Workload workload, Variant variant, int rounds) {}

    static Plan of(Settings settings) {
        List<Step> steps = new ArrayList<>();
        for (Workload workload : settings.workloads.isEmpty() ? Workloads.ALL : settings.workloads) {
            for (Variant variant : workload.variants()) {
                if (isWanted(variant, settings)) {
                    steps.add(new Step(workload, variant, rounds(variant, settings)));
                }
            }
        }
        return new Plan(List.copyOf(steps));
    }

    private static boolean isWanted(Variant variant, Settings settings) {
        boolean asked = settings.transports.contains(variant.transport());
        return (variant.depth().isPartOf(settings.quick)
                        || asked && variant.depth().isFoundByTransport())
                && (settings.transports.isEmpty() || asked)
                && (settings.sizes.isEmpty() || settings.sizes.contains(variant.size()));
    }

    private static int rounds(Variant variant, Settings settings) {
        return variant.depth() == Variant.Depth.CURVE ? Math.max(1, settings.rounds / 3) : settings.rounds;
    }

    /** Why a peer does not take part in a step, if it does not. */
    static Optional<String> notOffered(Peer peer, Step step, Settings settings) {
        String library = peer.name().replaceAll("@.*", "");
        if (step.variant().depth() == Variant.Depth.CURVE
                && settings.peers.isEmpty()
                && !CURVE_PEERS.contains(peer.name())) {
            return Optional.of(
                    "further points of curves have " + String.join(", ", CURVE_PEERS) + ", or who --peers names");
        }
        return step.workload()
                .notOffered(library)
                .or(() -> peer.notOffered(step.variant().transport()));
    }

    /** About how long it takes. */
    double seconds(List<Peer> peers, Settings settings) {
        double sum = 0;
        for (Step step : steps) {
            for (Peer peer : peers) {
                if (notOffered(peer, step, settings).isEmpty()) {
                    double warm = peer.warmsUp()
                            ? JVM_START_SECONDS
                                    + settings.warmupSeconds * step.workload().warmups(step.variant())
                            : START_SECONDS + settings.nativeWarmupSeconds;
                    boolean idle = step.workload().dialer().isEmpty();
                    sum += step.rounds() * (idle ? IDLE_SECONDS : warm + settings.measureSeconds);
                }
            }
        }
        return sum;
    }
}
