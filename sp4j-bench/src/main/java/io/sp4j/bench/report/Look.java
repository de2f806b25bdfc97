package io.sp4j.bench.report;

import io.sp4j.bench.peer.Peers;
import java.util.List;

/** How a peer appears everywhere: its name, its class in the style sheet, its mark. */
record Look(String peer, String title, String style, int shape) {

    private static final List<Look> ALL = List.of(
            new Look(Peers.US, "sp4j", "p1", 0),
            new Look("zmq", "libzmq", "p2", 1),
            new Look("nng", "nng", "p3", 2),
            new Look("jeromq", "JeroMQ", "p4", 3),
            new Look("mangos", "mangos", "p5", 4),
            new Look("pynng", "pynng", "p6", 5),
            new Look("nio", "NIO floor", "p7 floor", 1),
            new Look("c", "C floor", "p7 floor", 2));

    static Look of(String peer) {
        if (peer.startsWith(Peers.US + "@")) {
            return new Look(peer, "sp4j, JDK " + peer.substring(peer.indexOf('@') + 1), "p8", 0);
        }
        return ALL.stream().filter(look -> look.peer.equals(peer)).findFirst().orElse(new Look(peer, peer, "p7", 0));
    }

    /** Not a library: what the machine itself can do. */
    boolean isFloor() {
        return style.endsWith("floor");
    }

    boolean isUs() {
        return peer.equals(Peers.US);
    }

    /** Draws the peer's mark around a point. */
    void mark(Svg svg, double x, double y, double r) {
        String d = switch (shape) {
            case 1 -> closed(x, y, -r, -r, r, -r, r, r, -r, r);
            case 2 -> closed(x, y, 0, -1.3 * r, 1.3 * r, 0, 0, 1.3 * r, -1.3 * r, 0);
            case 3 -> closed(x, y, 0, -1.2 * r, 1.15 * r, r, -1.15 * r, r);
            case 4 -> closed(x, y, 0, 1.2 * r, 1.15 * r, -r, -1.15 * r, -r);
            case 5 ->
                closed(
                        x, y, -r, -0.4 * r, -0.4 * r, -r, 0.4 * r, -r, r, -0.4 * r, r, 0.4 * r, 0.4 * r, r, -0.4 * r, r,
                        -r, 0.4 * r);
            default -> "";
        };
        if (d.isEmpty()) {
            svg.circle(style + " mark", x, y, 1.1 * r);
        } else {
            svg.path(style + " mark", d);
        }
    }

    private static String closed(double x, double y, double... offsets) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < offsets.length; i += 2) {
            d.append(i == 0 ? "M" : "L")
                    .append(Svg.at(x + offsets[i]))
                    .append(' ')
                    .append(Svg.at(y + offsets[i + 1]));
        }
        return d.append('Z').toString();
    }
}
