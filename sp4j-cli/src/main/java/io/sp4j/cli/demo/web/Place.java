package io.sp4j.cli.demo.web;

import io.sp4j.SpSocket;

/** An address that a station listens at in all its lives: the first one finds out the port. */
final class Place {
    private volatile String url;

    Place(String url) {
        this.url = url;
    }

    String url() {
        return url;
    }

    void listen(SpSocket socket) {
        url = socket.listen(url).url();
    }
}
