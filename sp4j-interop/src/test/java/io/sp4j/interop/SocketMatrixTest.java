package io.sp4j.interop;

import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The library and the sockets of peers: every protocol, transport and role, both directions. Where a protocol may lose
 * messages, no more are under way than the shortest queue of anybody holds.
 */
@ExtendWith({LeakGate.ThreadsOnly.class, Matrix.class})
class SocketMatrixTest {
    private static final int WINDOW = 8;
    private static final long OURS = 1_000_000;
    private static final long THEIRS = 2_000_000;

    static Stream<Arguments> cells() {
        return Peers.SOCKETS.stream()
                .filter(Peer::isPresent)
                .flatMap(peer -> Cell.all().stream()
                        .filter(cell -> peer.lacks(cell).isEmpty())
                        .map(cell -> Arguments.argumentSet(peer.name() + " " + cell, peer, cell)));
    }

    @Spec({"spec.md 9", "spec.md 10 #105", "spec.md 10 #115"})
    @ParameterizedTest
    @MethodSource("cells")
    void thousandMessagesArriveInOrderBothWays(SocketPeer peer, Cell cell, @TempDir Path directory) throws Exception {
        Matrix.tried(peer, cell);
        List<byte[]> ours = bodies(OURS);
        List<byte[]> theirs = bodies(THEIRS);
        try (Conversation talk = Conversation.start(peer, cell, directory)) {
            talk.exchange(ours, theirs, WINDOW);
        }
        Matrix.exchanged(peer, cell, cell.weSend() ? ours.size() : 0, cell.weReceive() ? theirs.size() : 0);
    }

    @Spec({"spec.md 2.2", "spec.md 2.4", "spec.md 10 #12", "spec.md 10 #13", "spec.md 10 #105", "spec.md 10 #115"})
    @ParameterizedTest
    @MethodSource("cells")
    void bodiesOfAllSizesArriveByteForByteBothWays(SocketPeer peer, Cell cell, @TempDir Path directory)
            throws Exception {
        List<byte[]> ours =
                Bodies.SIZES.stream().map(size -> Bodies.of(size, 1)).toList();
        List<byte[]> theirs =
                Bodies.SIZES.stream().map(size -> Bodies.of(size, 2)).toList();
        try (Conversation talk = Conversation.start(peer, cell, directory)) {
            talk.exchange(ours, theirs, 1);
        }
    }

    private static List<byte[]> bodies(long seed) {
        return Stream.iterate(0, n -> n + 1)
                .limit(Bodies.MANY)
                .map(n -> Bodies.numbered(n, seed))
                .toList();
    }
}
