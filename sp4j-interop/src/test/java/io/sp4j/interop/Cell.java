package io.sp4j.interop;

import io.sp4j.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of the matrix.
 *
 * @param protocol ours
 * @param transport the scheme of the address
 * @param weListen whether we listen and the peer dials
 */
record Cell(Protocol protocol, String transport, boolean weListen) {
    static final List<String> TRANSPORTS = List.of("tcp", "ipc", "tls+tcp", "ws", "wss");

    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            for (String transport : TRANSPORTS) {
                cells.add(new Cell(protocol, transport, true));
                cells.add(new Cell(protocol, transport, false));
            }
        }
        return cells;
    }

    /** What the peer speaks. */
    Protocol theirs() {
        return protocol.peer();
    }

    boolean weSend() {
        return protocol != Protocol.SUB0 && protocol != Protocol.PULL0;
    }

    boolean weReceive() {
        return protocol != Protocol.PUB0 && protocol != Protocol.PUSH0;
    }

    /** Whether each of our messages asks for one of theirs. */
    boolean weAsk() {
        return protocol == Protocol.REQ0 || protocol == Protocol.SURVEYOR0;
    }

    /** Whether each of our messages answers one of theirs. */
    boolean weAnswer() {
        return protocol == Protocol.REP0 || protocol == Protocol.RESPONDENT0;
    }

    @Override
    public String toString() {
        return String.format(
                "%-11s %-7s we %s", protocol.name().toLowerCase(Locale.ROOT), transport, weListen ? "listen" : "dial");
    }
}
