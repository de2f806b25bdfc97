package io.sp4j.bench.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Something to measure: who does what, in which variants, which figures count, and who cannot take part. All of them are in
 * {@link Workloads}.
 */
public final class Workload {

    /** Whose messages make the rate. */
    public enum Side {
        LISTEN,
        DIAL
    }

    private static final int SMALL = 64;

    private final String name;
    private final String title;
    private final String what;
    private final String unit;
    private final PartySpec listener;
    private final Optional<PartySpec> dialer;
    private final Side counted;
    private final List<Metric> metrics;
    private final String axis;
    private final List<Variant> variants;
    private final Map<String, String> notOffered;
    private final IntToDoubleFunction deliveries;

    private Workload(Builder b) {
        name = b.name;
        title = b.title;
        what = b.what;
        unit = b.unit;
        listener = b.listener.orElseThrow();
        dialer = b.dialer;
        counted = b.counted;
        metrics = b.metrics;
        axis = b.axis;
        variants = List.copyOf(b.variants);
        notOffered = b.notOffered;
        deliveries = b.deliveries;
    }

    static Builder workload(String name, String title) {
        return new Builder(name, title);
    }

    /** On the command line and in files. */
    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    /** What is done and counted, in a sentence or two. */
    public String what() {
        return what;
    }

    /** What is counted, in the plural. */
    public String unit() {
        return unit;
    }

    public PartySpec listener() {
        return listener;
    }

    /** Empty where bare connections of the bench dial. */
    public Optional<PartySpec> dialer() {
        return dialer;
    }

    public Side counted() {
        return counted;
    }

    /** The first one is the one that ratios are made of. */
    public List<Metric> metrics() {
        return metrics;
    }

    public Metric main() {
        return metrics.get(0);
    }

    /** What the count of a variant counts; empty when it is always 1. */
    public String axis() {
        return axis;
    }

    public List<Variant> variants() {
        return variants;
    }

    /**
     * How many times the usual warm-up a JVM needs: twice where nothing but speed for small messages counts, and for
     * ciphers, which are slow until they are compiled.
     */
    public int warmups(Variant variant) {
        boolean small = listener.role() == Role.RECEIVE && axis.isEmpty() && variant.size() <= SMALL;
        return small || variant.transport().needsKeys() ? 2 : 1;
    }

    /** How many messages arrive for each that is published, if none is lost. */
    public double deliveries(Variant variant) {
        return deliveries.applyAsDouble(variant.count());
    }

    /** Why that peer does not take part, if it does not. */
    public Optional<String> notOffered(String peer) {
        return Optional.ofNullable(notOffered.get(peer));
    }

    static final class Builder {
        private final String name;
        private final String title;
        private String what = "";
        private String unit = "messages";
        private String axis = "";
        private Optional<PartySpec> listener = Optional.empty();
        private Optional<PartySpec> dialer = Optional.empty();
        private Side counted = Side.DIAL;
        private List<Metric> metrics = List.of();
        private final List<Variant> variants = new ArrayList<>();
        private final Map<String, String> notOffered = new LinkedHashMap<>();
        private IntToDoubleFunction deliveries = count -> 1;

        private Builder(String name, String title) {
            this.name = name;
            this.title = title;
        }

        Builder what(String sentences) {
            what = sentences;
            return this;
        }

        /** What is counted, and on which side. */
        Builder counts(String plural, Side side) {
            unit = plural;
            counted = side;
            return this;
        }

        Builder axis(String plural) {
            axis = plural;
            return this;
        }

        Builder listener(Role role, SocketKind kind, String... extra) {
            listener = Optional.of(new PartySpec(role, kind, List.of(extra)));
            return this;
        }

        Builder dialer(Role role, SocketKind kind, String... extra) {
            dialer = Optional.of(new PartySpec(role, kind, List.of(extra)));
            return this;
        }

        Builder metrics(Metric... wanted) {
            metrics = List.of(wanted);
            return this;
        }

        Builder at(Variant.Depth depth, Transport transport, int size, int... counts) {
            for (int count : counts) {
                variants.add(new Variant(transport, size, count, depth));
            }
            return this;
        }

        Builder sizes(Variant.Depth depth, Transport transport, int... sizes) {
            for (int size : sizes) {
                variants.add(new Variant(transport, size, 1, depth));
            }
            return this;
        }

        /** How many messages arrive for each that is published to that count. */
        Builder delivers(IntToDoubleFunction byCount) {
            deliveries = byCount;
            return this;
        }

        Builder without(String peer, String why) {
            notOffered.put(peer, why);
            return this;
        }

        Workload build() {
            return new Workload(this);
        }
    }
}
