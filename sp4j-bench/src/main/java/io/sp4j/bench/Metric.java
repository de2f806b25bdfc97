package io.sp4j.bench;

/** One figure of a workload; the divisor turns the unit of the key into that of the column's title. */
record Metric(String key, String title, double divisor) {}
