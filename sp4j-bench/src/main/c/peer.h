/*
 * The C worker without its messaging library: arguments, parties, lanes and the report lines, as
 * io.sp4j.bench.plan.WorkerLines says. A peer includes this file and defines the functions below.
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

enum { MOST_BODIES = 1024, TOPIC_BYTES = 9, URL_BYTES = 256 };

/* ---- one party's arguments ---- */

typedef struct {
    const char *role, *kind, *url, *keys;
    int listens, spins;
    int n, threads, active, topics;
    size_t size;
    double warmup_s, measure_s;
    char bound[URL_BYTES]; /* where a dialer finds it; peer_open of a listening party writes it */
} party;

/* ---- a lane: what one thread, or a library's callbacks, have done ---- */

typedef struct {
    uint64_t *ns;
    size_t count, room;
} samples;

typedef struct {
    uint64_t count;
    samples times;
    pthread_mutex_t lock; /* for callbacks, which may come from several threads */
} lane;

/* ---- what a peer defines ---- */

static void peer_version(void);                         /* says VERSION name number */
static void *peer_open(party *p);                       /* a socket; used by one thread at a time */
static void peer_send(void *s, const char *body, size_t size);
static void peer_recv(void *s, size_t size);            /* waits; ends the process when the size differs */
static void peer_echo(void *s, size_t size);            /* receives one message and sends it back */
static void peer_close(void *s);
static void peer_serve(party *p, lane *l);              /* opens; returns once requests are being answered */
static void peer_ask(party *p, const char *body, lane *l); /* opens; keeps n requests outstanding, then returns */

static void say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    flockfile(stdout);
    vprintf(format, args);
    putchar('\n');
    fflush(stdout);
    funlockfile(stdout);
    va_end(args);
}

static void die(const char *what, const char *why) {
    say("FAILED %s: %s", what, why);
    _exit(1);
}

static uint64_t clock_ns(clockid_t clock) {
    struct timespec ts;
    clock_gettime(clock, &ts);
    return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

static uint64_t now_ns(void) { return clock_ns(CLOCK_MONOTONIC); }

static void sleep_s(double seconds) {
    struct timespec ts = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&ts, NULL);
}

static party parse_party(int argc, char **argv) {
    party p = {.role = argc > 0 ? argv[0] : "", .kind = "", .url = "", .keys = "", .n = 1, .threads = 1,
        .active = 1000000, .size = 64, .warmup_s = 1, .measure_s = 1};
    for (int i = 1; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (!value) die("argument", argv[i]);
        *value++ = 0;
        if (!strcmp(argv[i], "kind")) p.kind = value;
        else if (!strcmp(argv[i], "listen")) p.url = value, p.listens = 1;
        else if (!strcmp(argv[i], "dial")) p.url = value;
        else if (!strcmp(argv[i], "keys")) p.keys = value;
        else if (!strcmp(argv[i], "spin")) p.spins = 1;
        else if (!strcmp(argv[i], "n")) p.n = atoi(value);
        else if (!strcmp(argv[i], "threads")) p.threads = atoi(value);
        else if (!strcmp(argv[i], "active")) p.active = atoi(value);
        else if (!strcmp(argv[i], "topics")) p.topics = atoi(value);
        else if (!strcmp(argv[i], "size")) p.size = (size_t)strtoul(value, NULL, 10);
        else if (!strcmp(argv[i], "warmup")) p.warmup_s = strtod(value, NULL);
        else if (!strcmp(argv[i], "measure")) p.measure_s = strtod(value, NULL);
    }
    snprintf(p.bound, sizeof p.bound, "%s", p.url);
    return p;
}

/* ---- bodies: zeros, or topics of which the first half has a subscriber ---- */

typedef struct {
    char *body[MOST_BODIES];
    int count;
} bodies;

static void write_topic(char *to, int number) {
    char topic[TOPIC_BYTES + 8];
    snprintf(topic, sizeof topic, "t/%06d/", number);
    memcpy(to, topic, TOPIC_BYTES);
}

static bodies make_bodies(const party *p) {
    bodies all = {.count = 1};
    int topics = strcmp(p->role, "send") ? 0 : p->topics;
    if (topics) all.count = 2 * topics < MOST_BODIES ? 2 * topics : MOST_BODIES;
    for (int i = 0; i < all.count; i++) {
        all.body[i] = calloc(1, p->size + TOPIC_BYTES);
        if (topics) write_topic(all.body[i], (int)((long)i * 2 * topics / all.count));
    }
    return all;
}

/* ---- lanes ---- */

static int measuring; /* read and written with __atomic */

static void lane_add(lane *l) { __atomic_store_n(&l->count, l->count + 1, __ATOMIC_RELAXED); }

static void lane_took(lane *l, uint64_t ns) {
    if (!__atomic_load_n(&measuring, __ATOMIC_ACQUIRE)) return;
    samples *s = &l->times;
    if (s->count == s->room) {
        s->room = s->room ? s->room * 2 : 1u << 16;
        s->ns = realloc(s->ns, s->room * sizeof *s->ns);
        if (!s->ns) die("samples", "out of memory");
    }
    s->ns[s->count++] = ns;
}

/* The same for callbacks; without a time when ns is 0. */
static inline void lane_answered(lane *l, uint64_t ns) {
    pthread_mutex_lock(&l->lock);
    lane_add(l);
    if (ns) lane_took(l, ns);
    pthread_mutex_unlock(&l->lock);
}

/* ---- a party: its sockets, spread over lanes ---- */

typedef struct {
    party args;
    void **sockets;
    int open, lanes;
    lane *lane;
    bodies bodies;
} side;

typedef struct {
    side *side;
    lane *lane;
    int from, to;
} share;

static void round_trip(const share *w, void *socket, uint64_t began) {
    size_t size = w->side->args.size;
    peer_send(socket, w->side->bodies.body[0], size);
    peer_recv(socket, size);
    lane_took(w->lane, now_ns() - began);
    lane_add(w->lane);
}

static void *play(void *of) {
    share *w = of;
    side *s = w->side;
    size_t size = s->args.size;
    const char *role = s->args.role;
    if (!strcmp(role, "receive")) {
        for (;;)
            for (int i = w->from; i < w->to; i++) peer_recv(s->sockets[i], size), lane_add(w->lane);
    } else if (!strcmp(role, "send")) {
        for (int next = 0;; next = next + 1 == s->bodies.count ? 0 : next + 1)
            for (int i = w->from; i < w->to; i++)
                peer_send(s->sockets[i], s->bodies.body[next], size), lane_add(w->lane);
    } else if (!strcmp(role, "echo")) {
        for (;;)
            for (int i = w->from; i < w->to; i++) peer_echo(s->sockets[i], size), lane_add(w->lane);
    } else if (!strcmp(role, "trip")) {
        for (;;)
            for (int i = w->from; i < w->to; i++) round_trip(w, s->sockets[i], now_ns());
    } else if (!strcmp(role, "connect")) {
        for (;;) {
            uint64_t began = now_ns();
            void *socket = peer_open(&s->args);
            round_trip(w, socket, began);
            peer_close(socket);
        }
    }
    die(role, "unknown role");
    return NULL;
}

static void open_side(side *s) {
    party *p = &s->args;
    s->bodies = make_bodies(p);
    s->lane = calloc((size_t)p->threads + 1, sizeof *s->lane);
    s->lanes = 1;
    pthread_mutex_init(&s->lane[0].lock, NULL);
    if (!strcmp(p->role, "serve")) {
        peer_serve(p, &s->lane[0]);
    } else if (strcmp(p->role, "connect") && strcmp(p->role, "ask")) {
        s->open = p->listens ? 1 : p->n;
        s->sockets = calloc((size_t)s->open, sizeof *s->sockets);
        for (int i = 0; i < s->open; i++) s->sockets[i] = peer_open(p);
    }
    say("READY %s", p->bound);
}

static void start_side(side *s) {
    party *p = &s->args;
    if (!strcmp(p->role, "serve")) return;
    if (!strcmp(p->role, "ask")) {
        peer_ask(p, s->bodies.body[0], &s->lane[0]);
        return;
    }
    int connects = !strcmp(p->role, "connect");
    int active = p->active < s->open ? p->active : s->open;
    s->lanes = connects || p->threads < active ? p->threads : active;
    for (int i = 0; i < s->lanes; i++) {
        share *w = malloc(sizeof *w);
        pthread_t thread;
        *w = (share){s, &s->lane[i], active * i / s->lanes, active * (i + 1) / s->lanes};
        if (pthread_create(&thread, NULL, play, w)) die("thread", "cannot start");
    }
}

/* ---- the measured time of all parties of this process; warming up begins with the first message ---- */

static uint64_t counted(const side *s) {
    uint64_t sum = 0;
    for (int i = 0; i < s->lanes; i++) sum += __atomic_load_n(&s->lane[i].count, __ATOMIC_RELAXED);
    return sum;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static uint64_t percentile(const samples *sorted, double fraction) {
    size_t index = (size_t)(fraction * (double)sorted->count);
    return sorted->ns[index < sorted->count ? index : sorted->count - 1];
}

static void report(const side *s, uint64_t messages, uint64_t took, uint64_t cpu) {
    char times[160] = "";
    samples all = {0};
    for (int i = 0; i < s->lanes; i++) all.count += s->lane[i].times.count;
    if (all.count) {
        size_t at = 0;
        all.ns = malloc(all.count * sizeof *all.ns);
        for (int i = 0; i < s->lanes; i++) {
            size_t n = s->lane[i].times.count;
            if (n) memcpy(all.ns + at, s->lane[i].times.ns, n * sizeof *all.ns);
            at += n;
        }
        qsort(all.ns, all.count, sizeof *all.ns, by_value);
        snprintf(times, sizeof times, " p50_ns=%llu p99_ns=%llu p999_ns=%llu",
            (unsigned long long)percentile(&all, 0.5), (unsigned long long)percentile(&all, 0.99),
            (unsigned long long)percentile(&all, 0.999));
    }
    say("RESULT %s msgs=%llu seconds=%.6f cpu_us=%.1f%s", s->args.listens ? "listen" : "dial",
        (unsigned long long)messages, (double)took / 1e9, (double)cpu / 1e3, times);
}

static void await_message(const side *s, uint64_t before) {
    while (counted(s) == before) sleep_s(0.001);
}

static void measure(side *sides, int count) {
    uint64_t before[2], after[2], began, took, cpu;
    for (int i = 0; i < count; i++) await_message(&sides[i], 0);
    sleep_s(sides[0].args.warmup_s);
    cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < count; i++) before[i] = counted(&sides[i]);
    began = now_ns();
    __atomic_store_n(&measuring, 1, __ATOMIC_RELEASE);
    sleep_s(sides[0].args.measure_s);
    for (int i = 0; i < count; i++) await_message(&sides[i], before[i]);
    for (int i = 0; i < count; i++) after[i] = counted(&sides[i]) - before[i];
    took = now_ns() - began;
    cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    __atomic_store_n(&measuring, 0, __ATOMIC_RELEASE);
    sleep_s(0.02); /* what ended within the measured time is written down by then */
    for (int i = 0; i < count; i++) report(&sides[i], after[i], took, cpu);
}

/* ---- life: a worker lives until its stdin ends ---- */

static void *wait_for_end_of_stdin(void *unused) {
    char byte[64];
    while (read(0, byte, sizeof byte) > 0) {
    }
    _exit(0);
    return unused;
}

static void await_go_then_end_with_stdin(void) {
    char line[64];
    pthread_t watcher;
    if (!fgets(line, sizeof line, stdin)) _exit(0);
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

/* The main thread of idle: one figure for each line of stdin. */
static void report_rss_on_demand(void) {
    char line[64];
    while (fgets(line, sizeof line, stdin)) say("RESULT listen rss_kib=%ld", rss_kib());
    _exit(0);
}

int main(int argc, char **argv) {
    side sides[2];
    int count = 0;
    if (argc > 1 && !strcmp(argv[1], "version")) {
        peer_version();
        return 0;
    }
    allow_many_descriptors();
    for (int from = 1; from < argc && count < 2; count++) {
        int to = from;
        while (to < argc && strcmp(argv[to], "--")) to++;
        memset(&sides[count], 0, sizeof sides[count]);
        sides[count].args = parse_party(to - from, argv + from);
        if (!strcmp(sides[count].args.role, "idle")) {
            peer_open(&sides[count].args);
            say("READY %s", sides[count].args.bound);
            report_rss_on_demand();
        }
        open_side(&sides[count]);
        from = to + 1;
    }
    await_go_then_end_with_stdin();
    for (int i = 0; i < count; i++) start_side(&sides[i]);
    measure(sides, count);
    for (;;) pause();
}

#endif
