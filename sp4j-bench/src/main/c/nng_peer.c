/* nng as a peer of the benchmark, buffers of 1000 where the protocol has them. */
#include "peer.h"

#include <nng/nng.h>
#include <nng/protocol/pair0/pair.h>
#include <nng/protocol/pipeline0/pull.h>
#include <nng/protocol/pipeline0/push.h>
#include <nng/protocol/pubsub0/pub.h>
#include <nng/protocol/pubsub0/sub.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
#include <nng/supplemental/tls/tls.h>

static void check(int outcome, const char *what) {
    if (outcome) die(what, nng_strerror(outcome));
}

static nng_socket open_kind(const char *kind) {
    static const struct { const char *kind; int (*open)(nng_socket *); } kinds[] = {{"pair", nng_pair0_open},
        {"pub", nng_pub0_open}, {"sub", nng_sub0_open}, {"push", nng_push0_open}, {"pull", nng_pull0_open},
        {"req", nng_req0_open}, {"rep", nng_rep0_open}};
    nng_socket s;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!strcmp(kind, kinds[i].kind)) {
            check(kinds[i].open(&s), "open");
            nng_socket_set_int(s, NNG_OPT_SENDBUF, 1000); /* some protocols have none */
            nng_socket_set_int(s, NNG_OPT_RECVBUF, 1000);
            nng_socket_set_size(s, NNG_OPT_RECVMAXSZ, 0);
            return s;
        }
    }
    die("kind", kind);
    return s;
}

static void subscribe(nng_socket s, int topics) {
    char topic[TOPIC_BYTES];
    if (!topics) check(nng_socket_set(s, NNG_OPT_SUB_SUBSCRIBE, "", 0), "subscribe");
    for (int i = 0; i < topics; i++) {
        write_topic(topic, i);
        check(nng_socket_set(s, NNG_OPT_SUB_SUBSCRIBE, topic, TOPIC_BYTES), "subscribe");
    }
}

static nng_tls_config *tls_config(const party *p) {
    char file[512];
    nng_tls_config *config;
    check(nng_tls_config_alloc(&config, p->listens ? NNG_TLS_MODE_SERVER : NNG_TLS_MODE_CLIENT), "TLS");
    if (p->listens) {
        snprintf(file, sizeof file, "%s/both.pem", p->keys);
        check(nng_tls_config_cert_key_file(config, file, NULL), "certificate");
    } else {
        snprintf(file, sizeof file, "%s/cert.pem", p->keys);
        check(nng_tls_config_ca_file(config, file), "authority");
    }
    return config;
}

static void connect_socket(nng_socket s, party *p) {
    int secure = !strncmp(p->url, "tls", 3) || !strncmp(p->url, "wss", 3);
    if (p->listens) {
        nng_listener listener;
        int port;
        check(nng_listener_create(&listener, s, p->url), "listen");
        if (secure) check(nng_listener_set_ptr(listener, NNG_OPT_TLS_CONFIG, tls_config(p)), "TLS");
        check(nng_listener_start(listener, 0), "listen");
        char *last = strstr(p->url, ":0");
        if (last && !nng_listener_get_int(listener, NNG_OPT_TCP_BOUND_PORT, &port)) {
            snprintf(p->bound, sizeof p->bound, "%.*s:%d%s", (int)(last - p->url), p->url, port, last + 2);
        }
    } else {
        nng_dialer dialer;
        check(nng_dialer_create(&dialer, s, p->url), "dial");
        if (secure) check(nng_dialer_set_ptr(dialer, NNG_OPT_TLS_CONFIG, tls_config(p)), "TLS");
        check(nng_dialer_start(dialer, 0), "dial");
    }
}

static nng_msg *receive(void *s, size_t size) {
    nng_msg *message;
    check(nng_recvmsg(*(nng_socket *)s, &message, 0), "nng_recvmsg");
    if (nng_msg_len(message) != size) die("received", "a message of another size");
    return message;
}

static void peer_version(void) { say("VERSION nng %s", nng_version()); }

static void *peer_open(party *p) {
    nng_socket *s = malloc(sizeof *s);
    *s = open_kind(p->kind);
    if (!strcmp(p->kind, "sub")) subscribe(*s, p->topics);
    connect_socket(*s, p);
    return s;
}

static void peer_close(void *s) {
    nng_close(*(nng_socket *)s);
    free(s);
}

static nng_msg *message_of(const char *body, size_t size) {
    nng_msg *message;
    check(nng_msg_alloc(&message, size), "nng_msg_alloc");
    memcpy(nng_msg_body(message), body, size);
    return message;
}

static void peer_send(void *s, const char *body, size_t size) {
    check(nng_sendmsg(*(nng_socket *)s, message_of(body, size), 0), "nng_sendmsg");
}

static void peer_recv(void *s, size_t size) { nng_msg_free(receive(s, size)); }
static void peer_echo(void *s, size_t size) { check(nng_sendmsg(*(nng_socket *)s, receive(s, size), 0), "nng_sendmsg"); }

/* ---- contexts: each sends and receives in turn, on nng's own threads ---- */

typedef struct {
    nng_ctx ctx;
    nng_aio *aio;
    const char *body; /* of a request; NULL when answering */
    size_t size;
    int sending;
    uint64_t began;
    lane *lane;
} context;

static void context_send(context *c, nng_msg *message) {
    c->sending = 1;
    nng_aio_set_msg(c->aio, message);
    nng_ctx_send(c->ctx, c->aio);
}

static void context_next(void *of) {
    context *c = of;
    check(nng_aio_result(c->aio), "context");
    if (c->sending) {
        c->sending = 0;
        nng_ctx_recv(c->ctx, c->aio);
        return;
    }
    nng_msg *message = nng_aio_get_msg(c->aio);
    if (c->body) {
        uint64_t now = now_ns();
        lane_answered(c->lane, now - c->began);
        nng_msg_free(message);
        c->began = now;
        message = message_of(c->body, c->size);
    } else {
        lane_answered(c->lane, 0);
    }
    context_send(c, message);
}

static void open_contexts(party *p, const char *body, lane *l) {
    nng_socket s = open_kind(p->listens ? "rep" : "req");
    connect_socket(s, p);
    for (int i = 0; i < p->n; i++) {
        context *c = calloc(1, sizeof *c);
        *c = (context){.body = body, .size = p->size, .lane = l};
        check(nng_ctx_open(&c->ctx, s), "nng_ctx_open");
        check(nng_aio_alloc(&c->aio, context_next, c), "nng_aio_alloc");
        if (body) {
            c->began = now_ns();
            context_send(c, message_of(body, p->size));
        } else {
            nng_ctx_recv(c->ctx, c->aio);
        }
    }
}

static void peer_serve(party *p, lane *l) { open_contexts(p, NULL, l); }
static void peer_ask(party *p, const char *body, lane *l) { open_contexts(p, body, l); }
