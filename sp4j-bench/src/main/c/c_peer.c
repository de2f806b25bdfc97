/*
 * The floor: C, blocking sockets (spinning ones on demand), the body behind its length, no library. A sender collects
 * 64 KiB before it writes; a receiver reads 64 KiB at once and copies each body.
 */
#include "peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>

enum { BUFFER = 64 << 10 };

typedef struct {
    int listener, fd, collects;
    const party *args;
    char *out, *in;
    size_t filled, out_room, from, to, in_room;
} stream;

static void check(int outcome, const char *what) {
    if (outcome < 0) die(what, strerror(errno));
}

static void peer_version(void) { say("VERSION plain C sockets"); }

static socklen_t address_of(const party *p, struct sockaddr_storage *to) {
    memset(to, 0, sizeof *to);
    if (!strncmp(p->url, "ipc://", 6)) {
        struct sockaddr_un *un = (struct sockaddr_un *)to;
        un->sun_family = AF_UNIX;
        snprintf(un->sun_path, sizeof un->sun_path, "%s", p->url + 6);
        return sizeof *un;
    }
    struct sockaddr_in *in = (struct sockaddr_in *)to;
    in->sin_family = AF_INET;
    in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    in->sin_port = htons((uint16_t)atoi(strrchr(p->url, ':') + 1));
    return sizeof *in;
}

static void prepare(stream *s) {
    int on = 1;
    setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* ipc has none */
    if (s->args->spins) fcntl(s->fd, F_SETFL, O_NONBLOCK);
    s->from = s->to = s->filled = 0;
}

static void *peer_open(party *p) {
    stream *s = calloc(1, sizeof *s);
    struct sockaddr_storage address;
    socklen_t length = address_of(p, &address);
    signal(SIGPIPE, SIG_IGN);
    *s = (stream){.listener = -1, .fd = -1, .args = p, .collects = !strcmp(p->role, "send"), .out_room = BUFFER,
        .in_room = BUFFER, .out = malloc(BUFFER), .in = malloc(BUFFER)};
    int fd = socket(address.ss_family, SOCK_STREAM, 0);
    check(fd, "socket");
    if (!p->listens) {
        check(connect(fd, (struct sockaddr *)&address, length), "connect");
        s->fd = fd;
        prepare(s);
        return s;
    }
    check(bind(fd, (struct sockaddr *)&address, length), "bind");
    check(listen(fd, 128), "listen");
    if (address.ss_family == AF_INET) {
        check(getsockname(fd, (struct sockaddr *)&address, &length), "getsockname");
        snprintf(p->bound, sizeof p->bound, "tcp://127.0.0.1:%d", ntohs(((struct sockaddr_in *)&address)->sin_port));
    }
    s->listener = fd;
    return s;
}

static void accept_peer(stream *s) {
    if (s->fd >= 0) return;
    s->fd = accept(s->listener, NULL, NULL);
    check(s->fd, "accept");
    prepare(s);
}

static void flush(stream *s) {
    for (size_t at = 0; at < s->filled;) {
        ssize_t n = write(s->fd, s->out + at, s->filled - at);
        if (n < 0 && errno != EAGAIN) check(-1, "write");
        if (n > 0) at += (size_t)n;
    }
    s->filled = 0;
}

static void peer_send(void *of, const char *body, size_t size) {
    stream *s = of;
    uint64_t length = size;
    accept_peer(s);
    if (s->filled + 8 + size > s->out_room) flush(s);
    if (8 + size > s->out_room) {
        s->out_room = 8 + size;
        s->out = realloc(s->out, s->out_room);
    }
    memcpy(s->out + s->filled, &length, 8);
    memcpy(s->out + s->filled + 8, body, size);
    s->filled += 8 + size;
    if (!s->collects) flush(s);
}

/* False at the end of the stream. */
static int fill(stream *s, size_t wanted) {
    if (s->to - s->from >= wanted) return 1;
    memmove(s->in, s->in + s->from, s->to - s->from);
    s->to -= s->from;
    s->from = 0;
    if (wanted > s->in_room) {
        s->in_room = wanted + BUFFER;
        s->in = realloc(s->in, s->in_room);
    }
    while (s->to < wanted) {
        ssize_t n = read(s->fd, s->in + s->to, s->in_room - s->to);
        if (n == 0 || (n < 0 && errno == ECONNRESET)) return 0;
        if (n < 0 && errno != EAGAIN) check(-1, "read");
        if (n > 0) s->to += (size_t)n;
    }
    return 1;
}

/* A copy of the next body; NULL at the end of the stream. */
static char *next(stream *s, size_t size) {
    uint64_t length;
    accept_peer(s);
    if (!fill(s, 8)) return NULL;
    memcpy(&length, s->in + s->from, 8);
    s->from += 8;
    if (length != size) die("received", "a message of another size");
    if (!fill(s, size)) return NULL;
    char *body = malloc(size);
    memcpy(body, s->in + s->from, size);
    __asm__ volatile("" : : "r"(body) : "memory"); /* the copy counts, although nobody looks at it */
    s->from += size;
    return body;
}

static void peer_recv(void *s, size_t size) {
    char *body = next(s, size);
    if (!body) die("read", "end of stream");
    free(body);
}

/* Goes to the next peer when this one has gone. */
static void peer_echo(void *of, size_t size) {
    stream *s = of;
    char *body;
    while (!(body = next(s, size))) {
        close(s->fd);
        s->fd = -1;
    }
    peer_send(s, body, size);
    free(body);
}

static void peer_close(void *of) {
    stream *s = of;
    close(s->fd);
    free(s->in);
    free(s->out);
    free(s);
}

static void peer_serve(party *p, lane *l) { (void)l, die(p->role, "has no contexts"); }
static void peer_ask(party *p, const char *body, lane *l) { (void)body, (void)l, die(p->role, "has no contexts"); }
