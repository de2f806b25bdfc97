/* libzmq as a peer of the benchmark: PAIR sockets (REP for idle connections), high-water marks 1000. */
#include "peer.h"

#include <zmq.h>

static void *peer;
static zmq_msg_t received;

static void check(int outcome, const char *what) {
    if (outcome < 0) die(what, zmq_strerror(zmq_errno()));
}

static void open_peer(int type) {
    int hwm = 1000;
    peer = zmq_socket(zmq_ctx_new(), type);
    if (!peer) die("zmq_socket", zmq_strerror(zmq_errno()));
    check(zmq_setsockopt(peer, ZMQ_SNDHWM, &hwm, sizeof hwm), "ZMQ_SNDHWM");
    check(zmq_setsockopt(peer, ZMQ_RCVHWM, &hwm, sizeof hwm), "ZMQ_RCVHWM");
    zmq_msg_init(&received);
}

static void bind_peer(int type, const char *url) {
    char bound[256];
    size_t length = sizeof bound;
    open_peer(type);
    check(zmq_bind(peer, url), "zmq_bind");
    check(zmq_getsockopt(peer, ZMQ_LAST_ENDPOINT, bound, &length), "ZMQ_LAST_ENDPOINT");
    say("READY %s", bound);
}

static void peer_version(void) {
    int major, minor, patch;
    zmq_version(&major, &minor, &patch);
    say("VERSION libzmq %d.%d.%d", major, minor, patch);
}

static void peer_listen(const char *url) { bind_peer(ZMQ_PAIR, url); }
static void peer_idle_listen(const char *url) { bind_peer(ZMQ_REP, url); }

static void peer_dial(const char *url) {
    open_peer(ZMQ_PAIR);
    check(zmq_connect(peer, url), "zmq_connect");
}

static void peer_send(const char *body, size_t size) { check(zmq_send(peer, body, size, 0), "zmq_send"); }

static void peer_recv(size_t size) {
    check(zmq_msg_recv(&received, peer, 0), "zmq_msg_recv");
    if (zmq_msg_size(&received) != size) die("received", "a message of another size");
}

static void peer_echo(size_t size) {
    peer_recv(size);
    check(zmq_msg_send(&received, peer, 0), "zmq_msg_send");
}
