package io.sp4j.bench.plan;

/** A figure that a round gives. */
public enum Metric {
    RATE("per_s", "rate", "/s", true),
    CPU("cpu_us", "processor time, both ends", "µs", false),
    ALLOCATED("alloc_bytes", "allocated, both ends", "B", false),
    LISTEN_CPU("listen_cpu_us", "processor time, listening end", "µs", false),
    DIAL_CPU("dial_cpu_us", "processor time, dialing end", "µs", false),
    LISTEN_ALLOCATED("listen_alloc_bytes", "allocated, listening end", "B", false),
    DIAL_ALLOCATED("dial_alloc_bytes", "allocated, dialing end", "B", false),
    P50("p50_us", "median", "µs", false),
    P99("p99_us", "99 %", "µs", false),
    P999("p999_us", "99.9 %", "µs", false),
    LOST("lost_percent", "sent, but lost to a slow subscriber", "%", false),
    RSS("rss_kib", "memory for each connection", "KiB", false),
    HEAP("heap_kib", "live heap for each connection", "KiB", false),
    WAKE_UPS("wakeups_per_s", "wake-ups of the process", "/s", false);

    private final String key;
    private final String title;
    private final String unit;
    private final boolean moreIsBetter;

    Metric(String key, String title, String unit, boolean moreIsBetter) {
        this.key = key;
        this.title = title;
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
    }

    /** In the files of results. */
    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }
}
