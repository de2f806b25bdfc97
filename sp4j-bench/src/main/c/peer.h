/*
 * The C worker without its messaging library: roles, arguments, the time-based meter and the report lines, as
 * io.sp4j.bench.WorkerProtocol says. A peer includes this file and defines the seven functions below; its one socket is
 * a static variable of its own.
 */
#ifndef SP4J_BENCH_PEER_H
#define SP4J_BENCH_PEER_H

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static void peer_version(void);               /* says VERSION name number */
static void peer_listen(const char *url);     /* says READY url */
static void peer_idle_listen(const char *url); /* the same with a socket for many connections */
static void peer_dial(const char *url);
static void peer_send(const char *body, size_t size);
static void peer_recv(size_t size);           /* waits; ends the process when the size differs */
static void peer_echo(size_t size);           /* receives one message and sends it back */

static void die(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static uint64_t clock_ns(clockid_t clock) {
    struct timespec ts;
    clock_gettime(clock, &ts);
    return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

static uint64_t now_ns(void) { return clock_ns(CLOCK_MONOTONIC); }
static uint64_t cpu_ns(void) { return clock_ns(CLOCK_PROCESS_CPUTIME_ID); }

/* One line to the bench, at once. */
static void say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    fflush(stdout);
}

/* ---- arguments: ROLE URL SIZE WARMUP_SECONDS MEASURE_SECONDS ---- */

typedef struct {
    const char *role;
    const char *url;
    size_t size;
    double warmup_s;
    double measure_s;
} arguments;

static arguments parse_arguments(int argc, char **argv) {
    if (argc < 2) {
        die("usage", "ROLE [URL [SIZE WARMUP_SECONDS MEASURE_SECONDS]]");
    }
    arguments a = {argv[1], argc > 2 ? argv[2] : "", 64, 1, 1};
    if (argc > 3) a.size = (size_t)strtoul(argv[3], NULL, 10);
    if (argc > 4) a.warmup_s = strtod(argv[4], NULL);
    if (argc > 5) a.measure_s = strtod(argv[5], NULL);
    return a;
}

/* ---- meter: warms up, then measures, both counted in seconds from the first message ---- */

typedef enum { WARMING, MEASURING, OVER } phase;

typedef struct {
    phase phase;
    uint64_t warm_at, over_at;   /* nanoseconds of the monotonic clock */
    uint64_t began, began_cpu;
    uint64_t took, took_cpu;
    uint64_t count;
    uint64_t measure_ns;
    unsigned stride;             /* messages between two looks at the clock */
} meter;

static meter meter_start(const arguments *a) {
    meter m = {.phase = WARMING, .measure_ns = (uint64_t)(a->measure_s * 1e9)};
    m.warm_at = now_ns() + (uint64_t)(a->warmup_s * 1e9);
    m.stride = a->size > 4096 ? 1 : 64;
    return m;
}

/* Counts messages; returns 1 once, when the measured time has just ended. */
static int meter_advance(meter *m, unsigned messages, uint64_t now) {
    if (m->phase == MEASURING) {
        m->count += messages;
        if (now >= m->over_at) {
            m->took = now - m->began;
            m->took_cpu = cpu_ns() - m->began_cpu;
            m->phase = OVER;
            return 1;
        }
    } else if (m->phase == WARMING && now >= m->warm_at) {
        m->began = now;
        m->over_at = now + m->measure_ns;
        m->began_cpu = cpu_ns();
        m->phase = MEASURING;
    }
    return 0;
}

static void meter_report(const meter *m, const char *more) {
    double n = (double)m->count;
    say("RESULT msgs=%llu seconds=%.6f msgs_per_s=%.1f cpu_us_per_msg=%.5f%s", (unsigned long long)m->count,
        (double)m->took / 1e9, n * 1e9 / (double)m->took, (double)m->took_cpu / 1e3 / n, more);
}

/* ---- round-trip samples: every one is kept, so the percentiles are exact ---- */

typedef struct {
    uint64_t *ns;
    size_t count, room;
} samples;

static void samples_add(samples *s, uint64_t ns) {
    if (s->count == s->room) {
        s->room = s->room ? s->room * 2 : 1u << 20;
        s->ns = realloc(s->ns, s->room * sizeof *s->ns);
        if (!s->ns) die("samples", "out of memory");
    }
    s->ns[s->count++] = ns;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static uint64_t percentile(const samples *sorted, double fraction) {
    size_t index = (size_t)(fraction * (double)sorted->count);
    return sorted->count ? sorted->ns[index < sorted->count ? index : sorted->count - 1] : 0;
}

static void report_round_trips(const meter *m, samples *s) {
    char more[160];
    qsort(s->ns, s->count, sizeof *s->ns, by_value);
    snprintf(more, sizeof more, " p50_ns=%llu p99_ns=%llu p999_ns=%llu", (unsigned long long)percentile(s, 0.5),
        (unsigned long long)percentile(s, 0.99), (unsigned long long)percentile(s, 0.999));
    meter_report(m, more);
}

/* ---- life: a peer lives until its stdin ends ---- */

static void *wait_for_end_of_stdin(void *unused) {
    char byte[64];
    while (read(0, byte, sizeof byte) > 0) {
    }
    _exit(0);
    return unused;
}

static void end_with_stdin(void) {
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, wait_for_end_of_stdin, NULL)) die("thread", "cannot start");
}

static void allow_many_descriptors(void) {
    struct rlimit limit;
    if (!getrlimit(RLIMIT_NOFILE, &limit)) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static long rss_kib(void) {
    char line[256];
    long kib = -1;
    FILE *status = fopen("/proc/self/status", "r");
    if (!status) return -1;
    while (fgets(line, sizeof line, status)) {
        if (sscanf(line, "VmRSS: %ld", &kib) == 1) break;
    }
    fclose(status);
    return kib;
}

/* The main thread of idle-listen: one figure for each line of stdin. */
static void report_rss_on_demand(void) {
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        say("RESULT rss_kib=%ld", rss_kib());
    }
    _exit(0);
}

/* ---- the roles ---- */

static void one_way(const arguments *a, const char *body) {
    body ? peer_send(body, a->size) : peer_recv(a->size);
    meter m = meter_start(a);
    for (;;) {
        for (unsigned i = 0; i < m.stride; i++) body ? peer_send(body, a->size) : peer_recv(a->size);
        if (meter_advance(&m, m.stride, now_ns())) meter_report(&m, "");
    }
}

static void echo(const arguments *a) {
    peer_echo(a->size);
    meter m = meter_start(a);
    for (;;) {
        peer_echo(a->size);
        if (meter_advance(&m, 1, now_ns())) meter_report(&m, "");
    }
}

static void round_trips(const arguments *a, const char *body) {
    samples s = {0};
    peer_send(body, a->size);
    peer_recv(a->size);
    meter m = meter_start(a);
    for (;;) {
        uint64_t before = now_ns();
        peer_send(body, a->size);
        peer_recv(a->size);
        uint64_t after = now_ns();
        if (m.phase == MEASURING) samples_add(&s, after - before);
        if (meter_advance(&m, 1, after)) report_round_trips(&m, &s);
    }
}

int main(int argc, char **argv) {
    arguments a = parse_arguments(argc, argv);
    const char *body = calloc(1, a.size + 1);
    if (!strcmp(a.role, "version")) {
        peer_version();
        return 0;
    }
    if (!strcmp(a.role, "idle-listen")) {
        allow_many_descriptors();
        peer_idle_listen(a.url);
        report_rss_on_demand();
    }
    end_with_stdin();
    if (!strcmp(a.role, "thr-recv")) {
        peer_listen(a.url);
        one_way(&a, NULL);
    } else if (!strcmp(a.role, "thr-send")) {
        peer_dial(a.url);
        one_way(&a, body);
    } else if (!strcmp(a.role, "rtt-echo")) {
        peer_listen(a.url);
        echo(&a);
    } else if (!strcmp(a.role, "rtt-client")) {
        peer_dial(a.url);
        round_trips(&a, body);
    }
    die(a.role, "unknown role");
}

#endif
