package io.sp4j.interop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What was exchanged with whom. Each test of a cell notes its result here; after the last test the table is printed. */
final class Matrix implements BeforeAllCallback, AutoCloseable {
    private static final Map<String, String> RESULTS = new ConcurrentHashMap<>();
    private static final String WIDTH = "%-11s";

    /** For JUnit. */
    Matrix() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Matrix.class))
                .computeIfAbsent("matrix", key -> new Matrix());
    }

    /** A cell is tried; unless it gets a better result it counts as failed. */
    static void tried(Peer peer, Cell cell) {
        RESULTS.putIfAbsent(key(peer, cell), "FAILED");
    }

    /** So many messages have arrived where they should, ours at the peer and the peer's here. */
    static void exchanged(Peer peer, Cell cell, int ours, int theirs) {
        RESULTS.put(key(peer, cell), number(ours) + "/" + number(theirs));
    }

    private static String number(int messages) {
        return messages == 0 ? "-" : String.valueOf(messages);
    }

    private static String key(Peer peer, Cell cell) {
        return peer.name() + " " + cell;
    }

    @Override
    public void close() {
        StringBuilder table = new StringBuilder("\nMessages that sp4j sent to a peer / received from it:\n\n");
        List<Peer> peers = Peers.all();
        table.append(String.format("%-31s", "sp4j's side"));
        peers.forEach(peer -> table.append(String.format(WIDTH, peer.name())));
        for (Cell cell : Cell.all()) {
            table.append(String.format("%n%-31s", cell));
            peers.forEach(peer -> table.append(String.format(WIDTH, result(peer, cell))));
        }
        table.append("\n\n");
        peers.forEach(peer -> describe(peer, table));
        System.out.println(table);
    }

    private static String result(Peer peer, Cell cell) {
        if (!peer.isPresent()) {
            return "missing";
        }
        return peer.lacks(cell).map(why -> "n/a").orElse(RESULTS.getOrDefault(key(peer, cell), "not run"));
    }

    private static void describe(Peer peer, StringBuilder table) {
        String state = peer.version().orElse("MISSING, its tests were left out (" + peer.source() + ")");
        table.append(String.format("%-9s %s%n", peer.name(), state));
        Cell.all().stream()
                .map(cell -> peer.lacks(cell))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(why -> table.append(String.format("%-9s n/a: %s%n", "", why)));
    }
}
