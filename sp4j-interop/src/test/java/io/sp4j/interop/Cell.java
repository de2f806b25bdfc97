package io.sp4j.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * One combination of the matrix.
 *
 * @param protocol ours
 * @param transport tcp or ipc
 * @param weListen whether we listen and nngcat dials
 * @param bytes the size of the bodies, which go both ways where the protocol does
 */
record Cell(String protocol, String transport, boolean weListen, int bytes) {
    static final List<Integer> SIZES = List.of(0, 1, 65_536, 1_048_576 - 64);

    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (String protocol : List.of(
                "pair0",
                "pair1",
                "req0",
                "rep0",
                "pub0",
                "sub0",
                "push0",
                "pull0",
                "surveyor0",
                "respondent0",
                "bus0")) {
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
            case "pub0" -> "--sub0";
            case "sub0" -> "--pub0";
            case "push0" -> "--pull0";
            case "pull0" -> "--push0";
            case "surveyor0" -> "--respondent0";
            case "respondent0" -> "--surveyor0";
            default -> "--" + protocol;
        };
    }

    boolean weSend() {
        return !protocol.equals("sub0") && !protocol.equals("pull0");
    }

    boolean weReceive() {
        return !protocol.equals("pub0") && !protocol.equals("push0");
    }

    /** What else nngcat is told: to send its file, again and again where we may come too late; to print, and to end. */
    List<String> peerArguments(String file) {
        List<String> arguments = new ArrayList<>();
        if (weReceive()) {
            arguments.addAll(List.of("--file", file));
            if (theyRepeat()) {
                arguments.addAll(List.of("--interval", "1"));
            }
        }
        if (weSend()) {
            arguments.add(Nngcat.formatFor(bytes));
            if (protocol.equals("req0") || protocol.equals("surveyor0") || !weReceive()) {
                arguments.addAll(List.of("--count", "1"));
            }
        }
        return arguments;
    }

    private boolean theyRepeat() {
        return !weSend() || protocol.equals("bus0") || protocol.equals("respondent0");
    }

    /** Whether nngcat comes to an end by itself. */
    boolean theyEnd() {
        return !theyRepeat() && !protocol.startsWith("pair");
    }

    String row() {
        return String.format("%-11s %-4s we %-7s", protocol, transport, weListen ? "listen" : "dial");
    }

    @Override
    public String toString() {
        return row().strip() + ", " + bytes + " bytes";
    }
}
