package io.sp4j.bench.plan;

/**
 * One way to run a workload.
 *
 * @param count what the workload's axis counts: sockets, requests at once, subscriptions
 * @param depth which runs it belongs to
 */
public record Variant(Transport transport, int size, int count, Depth depth) {

    /** How much of a run a variant deserves. */
    public enum Depth {
        /** Part of a quick run only, where it stands for something longer. */
        QUICK_ONLY,
        /** Part of every run. */
        QUICK,
        /** Part of a full run. */
        FULL,
        /** A further point of a curve: part of a full run, with a third of the rounds. */
        CURVE,
        /** Measured when its transport is asked for by name. */
        ASKED;

        /** Whether a run of that kind has it by itself. */
        public boolean isPartOf(boolean quick) {
            return quick ? this == QUICK || this == QUICK_ONLY : this == QUICK || this == FULL || this == CURVE;
        }

        /** Whether asking for its transport by name is enough. */
        public boolean isFoundByTransport() {
            return this == QUICK || this == FULL || this == ASKED;
        }
    }
}
