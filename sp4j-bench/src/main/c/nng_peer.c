/* nng as a peer of the benchmark: pair0 sockets (rep0 for idle connections), buffers of 1000. */
#include "peer.h"

#include <nng/nng.h>
#include <nng/protocol/pair0/pair.h>
#include <nng/protocol/reqrep0/rep.h>

static nng_socket peer;

static void check(int outcome, const char *what) {
    if (outcome) die(what, nng_strerror(outcome));
}

static void open_pair(void) {
    check(nng_pair0_open(&peer), "nng_pair0_open");
    check(nng_socket_set_int(peer, NNG_OPT_SENDBUF, 1000), "NNG_OPT_SENDBUF");
    check(nng_socket_set_int(peer, NNG_OPT_RECVBUF, 1000), "NNG_OPT_RECVBUF");
}

static void bind_peer(const char *url) {
    nng_listener listener;
    int port;
    check(nng_listen(peer, url, &listener, 0), "nng_listen");
    if (!strncmp(url, "tcp://", 6) && !nng_listener_get_int(listener, NNG_OPT_TCP_BOUND_PORT, &port)) {
        say("READY %.*s:%d", (int)(strrchr(url, ':') - url), url, port);
    } else {
        say("READY %s", url);
    }
}

static nng_msg *receive(size_t size) {
    nng_msg *message;
    check(nng_recvmsg(peer, &message, 0), "nng_recvmsg");
    if (nng_msg_len(message) != size) die("received", "a message of another size");
    return message;
}

static void peer_version(void) { say("VERSION nng %s", nng_version()); }

static void peer_listen(const char *url) {
    open_pair();
    bind_peer(url);
}

static void peer_idle_listen(const char *url) {
    check(nng_rep0_open(&peer), "nng_rep0_open");
    bind_peer(url);
}

static void peer_dial(const char *url) {
    open_pair();
    check(nng_dial(peer, url, NULL, 0), "nng_dial");
}

static void peer_send(const char *body, size_t size) {
    nng_msg *message;
    check(nng_msg_alloc(&message, size), "nng_msg_alloc");
    memcpy(nng_msg_body(message), body, size);
    check(nng_sendmsg(peer, message, 0), "nng_sendmsg");
}

static void peer_recv(size_t size) { nng_msg_free(receive(size)); }
static void peer_echo(size_t size) { check(nng_sendmsg(peer, receive(size), 0), "nng_sendmsg"); }
