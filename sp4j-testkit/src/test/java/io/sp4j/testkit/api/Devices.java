package io.sp4j.testkit.api;

import io.sp4j.Device;
import io.sp4j.Protocol;
import io.sp4j.RawSocket;
import java.util.ArrayList;
import java.util.List;

/** Devices in a row, each with a listening and a dialing raw socket. */
final class Devices implements AutoCloseable {
    private final List<Device> all = new ArrayList<>();
    private final List<RawSocket> sockets = new ArrayList<>();
    private final String url;

    /** So many devices before {@code url}, where somebody of protocol {@code facing} listens, or another device. */
    Devices(int count, Over over, Protocol facing, String url) {
        String next = url;
        for (int i = 0; i < count; i++) {
            RawSocket front = raw(facing).listen(over.url()).open();
            RawSocket back = raw(facing.peer()).dial(next).open();
            next = front.url();
            sockets.add(front);
            sockets.add(back);
            all.add(Device.start(front, back));
        }
        this.url = next;
    }

    /** Of a raw socket whose hop limit, where it has one, is 15. */
    static RawSocket.Builder raw(Protocol protocol) {
        RawSocket.Builder builder = RawSocket.builder(protocol).executor(Over.EXECUTOR);
        return switch (protocol) {
            case PAIR1, REP0, RESPONDENT0 -> builder.maxTtl(15);
            default -> builder;
        };
    }

    /** Where to connect to the row. */
    String url() {
        return url;
    }

    /** The device next to the peer that listens. */
    Device last() {
        return all.get(0);
    }

    /** The socket of that device that faces those who dial. */
    RawSocket front() {
        return sockets.get(0);
    }

    /** The socket of that device that has dialed. */
    RawSocket back() {
        return sockets.get(1);
    }

    @Override
    public void close() {
        all.forEach(Device::close);
    }
}
