package io.sp4j.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * One combination of the matrix.
 *
 * @param protocol ours: pair0, req0 or rep0
 * @param transport tcp or ipc
 * @param weListen whether we listen and nngcat dials
 * @param bytes the size of the bodies, which go both ways
 */
record Cell(String protocol, String transport, boolean weListen, int bytes) {
    static final List<Integer> SIZES = List.of(0, 1, 65_536, 1_048_576 - 64);

    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (String protocol : List.of("pair0", "req0", "rep0")) {
            for (String transport : List.of("tcp", "ipc")) {
                for (boolean weListen : List.of(true, false)) {
                    for (int size : SIZES) {
                        cells.add(new Cell(protocol, transport, weListen, size));
                    }
                }
            }
        }
        return cells;
    }

    /** What nngcat speaks. */
    String peerProtocol() {
        return switch (protocol) {
            case "req0" -> "--rep0";
            case "rep0" -> "--req0";
            default -> "--pair0";
        };
    }

    String row() {
        return String.format("%-6s %-4s we %-7s", protocol, transport, weListen ? "listen" : "dial");
    }

    @Override
    public String toString() {
        return row().strip() + ", " + bytes + " bytes";
    }
}
