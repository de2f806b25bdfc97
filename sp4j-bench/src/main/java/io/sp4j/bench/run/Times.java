package io.sp4j.bench.run;

/** How long a round warms up and measures. */
public record Times(double warmupSeconds, double nativeWarmupSeconds, double measureSeconds) {}
