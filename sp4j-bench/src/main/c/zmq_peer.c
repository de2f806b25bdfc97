/* libzmq as a peer of the benchmark, high-water marks 1000; many requests of one socket are DEALER and ROUTER there. */
#include "peer.h"

#include <zmq.h>

static void *context;

static void check(int outcome, const char *what) {
    if (outcome < 0) die(what, zmq_strerror(zmq_errno()));
}

static void set(void *s, int option, int value) { check(zmq_setsockopt(s, option, &value, sizeof value), "zmq_setsockopt"); }

static int type_of(const char *kind) {
    static const struct { const char *kind; int type; } types[] = {{"pair", ZMQ_PAIR}, {"pub", ZMQ_PUB}, {"sub", ZMQ_SUB},
        {"push", ZMQ_PUSH}, {"pull", ZMQ_PULL}, {"req", ZMQ_REQ}, {"rep", ZMQ_REP}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(kind, types[i].kind)) return types[i].type;
    die("kind", kind);
    return -1;
}

static void subscribe(void *s, int topics) {
    char topic[TOPIC_BYTES];
    if (!topics) check(zmq_setsockopt(s, ZMQ_SUBSCRIBE, "", 0), "ZMQ_SUBSCRIBE");
    for (int i = 0; i < topics; i++) {
        write_topic(topic, i);
        check(zmq_setsockopt(s, ZMQ_SUBSCRIBE, topic, TOPIC_BYTES), "ZMQ_SUBSCRIBE");
    }
}

static void *open_typed(party *p, int type) {
    if (!__atomic_load_n(&context, __ATOMIC_ACQUIRE)) {
        void *made = zmq_ctx_new();
        check(zmq_ctx_set(made, ZMQ_MAX_SOCKETS, 8192), "ZMQ_MAX_SOCKETS");
        __atomic_store_n(&context, made, __ATOMIC_RELEASE);
    }
    void *s = zmq_socket(context, type);
    if (!s) die("zmq_socket", zmq_strerror(zmq_errno()));
    set(s, ZMQ_SNDHWM, 1000);
    set(s, ZMQ_RCVHWM, 1000);
    set(s, ZMQ_LINGER, 0);
    if (type == ZMQ_SUB) subscribe(s, p->topics);
    if (p->listens) {
        size_t length = sizeof p->bound;
        check(zmq_bind(s, p->url), "zmq_bind");
        check(zmq_getsockopt(s, ZMQ_LAST_ENDPOINT, p->bound, &length), "ZMQ_LAST_ENDPOINT");
    } else {
        check(zmq_connect(s, p->url), "zmq_connect");
    }
    return s;
}

static void peer_version(void) {
    int major, minor, patch;
    zmq_version(&major, &minor, &patch);
    say("VERSION libzmq %d.%d.%d", major, minor, patch);
}

static void *peer_open(party *p) {
    /* Threads that connect open their sockets at once: the context is made before. */
    static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
    if (__atomic_load_n(&context, __ATOMIC_ACQUIRE)) return open_typed(p, type_of(p->kind));
    pthread_mutex_lock(&first);
    void *s = open_typed(p, type_of(p->kind));
    pthread_mutex_unlock(&first);
    return s;
}

static void peer_close(void *s) { zmq_close(s); }
static void peer_send(void *s, const char *body, size_t size) { check(zmq_send(s, body, size, 0), "zmq_send"); }

static void receive(void *s, zmq_msg_t *m, size_t size) {
    check(zmq_msg_init(m), "zmq_msg_init");
    check(zmq_msg_recv(m, s, 0), "zmq_msg_recv");
    if (zmq_msg_size(m) != size) die("received", "a message of another size");
}

static void peer_recv(void *s, size_t size) {
    zmq_msg_t m;
    receive(s, &m, size);
    zmq_msg_close(&m);
}

static void peer_echo(void *s, size_t size) {
    zmq_msg_t m;
    receive(s, &m, size);
    check(zmq_msg_send(&m, s, 0), "zmq_msg_send");
}

typedef struct {
    void *socket;
    const char *body;
    size_t size;
    int n;
    lane *lane;
} many;

static void *answer(void *of) {
    many *w = of;
    zmq_msg_t from, body;
    for (;;) {
        zmq_msg_init(&from);
        check(zmq_msg_recv(&from, w->socket, 0), "zmq_msg_recv");
        receive(w->socket, &body, w->size);
        check(zmq_msg_send(&from, w->socket, ZMQ_SNDMORE), "zmq_msg_send");
        check(zmq_msg_send(&body, w->socket, 0), "zmq_msg_send");
        lane_add(w->lane);
    }
    return NULL;
}

static void *ask(void *of) {
    many *w = of;
    uint64_t *began = calloc((size_t)w->n, sizeof *began); /* one connection answers in order */
    for (int i = 0; i < w->n; i++) {
        began[i] = now_ns();
        peer_send(w->socket, w->body, w->size);
    }
    for (int i = 0;; i = i + 1 == w->n ? 0 : i + 1) {
        peer_recv(w->socket, w->size);
        uint64_t now = now_ns();
        lane_answered(w->lane, now - began[i]);
        began[i] = now;
        peer_send(w->socket, w->body, w->size);
    }
    return NULL;
}

static void start_many(party *p, int type, const char *body, lane *l, void *(*loop)(void *)) {
    pthread_t thread;
    many *w = malloc(sizeof *w);
    *w = (many){open_typed(p, type), body, p->size, p->n, l};
    if (pthread_create(&thread, NULL, loop, w)) die("thread", "cannot start");
}

static void peer_serve(party *p, lane *l) { start_many(p, ZMQ_ROUTER, NULL, l, answer); }
static void peer_ask(party *p, const char *body, lane *l) { start_many(p, ZMQ_DEALER, body, l, ask); }
