package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.Receiver;
import io.sp4j.Sender;
import io.sp4j.SpSocket;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The library and the commands of peers: every protocol, transport and role, both directions as far as a command can. */
@ExtendWith({LeakGate.class, Matrix.class})
class ToolMatrixTest {
    private static final List<Integer> SIZES = List.of(0, 1, 65_536, 1_048_576 - 64);

    /** Over TLS and WebSocket; SocketMatrixTest has all sizes there. */
    private static final List<Integer> FEW_SIZES = List.of(1, 1_048_576 - 64);

    private static final int WINDOW = 8;

    static Stream<Arguments> cells() {
        return Peers.TOOLS.stream()
                .filter(Peer::isPresent)
                .flatMap(tool -> Cell.all().stream()
                        .filter(cell -> tool.lacks(cell).isEmpty())
                        .map(cell -> Arguments.argumentSet(tool.name() + " " + cell, tool, cell)));
    }

    static Stream<Arguments> sizes() {
        return cells().flatMap(cell -> sizes((Cell) cell.get()[1]).stream()
                .filter(size -> size > 0 || canSendNothing((ToolPeer) cell.get()[0], (Cell) cell.get()[1]))
                .map(size -> Arguments.argumentSet(cell + ", " + size + " bytes", cell.get()[0], cell.get()[1], size)));
    }

    private static List<Integer> sizes(Cell cell) {
        return List.of("tcp", "ipc").contains(cell.transport()) ? SIZES : FEW_SIZES;
    }

    /** DifferencesTest shows what nanocat does with an empty file. */
    private static boolean canSendNothing(ToolPeer tool, Cell cell) {
        return !(tool instanceof Nanocat) || !cell.weReceive();
    }

    @Spec({"spec.md 10 #105", "spec.md 10 #115"})
    @ParameterizedTest
    @MethodSource("sizes")
    void bodiesArriveByteForByteBothWays(ToolPeer tool, Cell cell, int size, @TempDir Path directory) throws Exception {
        byte[] ours = Bodies.of(size, 2);
        byte[] theirs = Bodies.of(size, 1);
        List<String> sending = repeats(cell) ? tool.again() : List.of();
        try (SpSocket socket = Ours.open(cell.protocol());
                PeerProcess process = meet(tool, cell, socket, Bodies.file(directory, theirs), sending, size == 0)) {
            exchange(cell, socket, List.of(ours), theirs, 1, process, size == 0 ? tool.quotedNothing() : "");
        }
    }

    @Spec({"spec.md 9", "spec.md 10 #105", "spec.md 10 #115"})
    @ParameterizedTest
    @MethodSource("cells")
    void thousandMessagesArriveAsFarAsACommandCanSend(ToolPeer tool, Cell cell, @TempDir Path directory)
            throws Exception {
        Matrix.tried(tool, cell);
        byte[] theirs = Bodies.of(100, 1);
        Optional<List<String>> many = cell.weReceive() ? tool.many(cell.theirs()) : Optional.empty();
        List<String> sending = many.orElse(repeats(cell) ? tool.again() : List.of());
        int receive = many.isPresent() ? Bodies.MANY : 1;
        boolean oneEach = cell.weAnswer() && many.isEmpty();
        List<byte[]> ours = Stream.iterate(0, n -> n + 1)
                .limit(oneEach ? 1 : Bodies.MANY)
                .map(n -> Bodies.numbered(n, 1_000_000))
                .toList();
        try (SpSocket socket = Ours.open(cell.protocol());
                PeerProcess process = meet(tool, cell, socket, Bodies.file(directory, theirs), sending, false)) {
            exchange(cell, socket, ours, theirs, receive, process, "");
        }
        Matrix.exchanged(tool, cell, cell.weSend() ? ours.size() : 0, cell.weReceive() ? receive : 0);
    }

    /** Whether it has to send again and again, since it may have come too early, or would end with its message. */
    private static boolean repeats(Cell cell) {
        return cell.weReceive() && !cell.weAsk() && cell.protocol() != Protocol.REP0;
    }

    /** Starts the tool and connects it, or fails clearly when it gives up, as when somebody else has taken its port. */
    private static PeerProcess meet(
            ToolPeer tool, Cell cell, SpSocket socket, Path file, List<String> sending, boolean empty)
            throws Exception {
        Path directory = file.getParent();
        String url = cell.weListen()
                ? socket.listen(Addresses.any(cell.transport(), directory)).url()
                : Addresses.fixed(cell.transport(), directory);
        List<String> arguments = new ArrayList<>(List.of(
                tool.protocol(cell.theirs()),
                cell.weListen() ? tool.dial() : tool.listen(),
                cell.weListen() ? tool.towards(url) : url));
        if (Secrets.areFor(url)) {
            arguments.addAll(tool.secrets());
        }
        if (cell.weReceive()) {
            arguments.addAll(List.of("--file", file.toString()));
            arguments.addAll(sending);
        }
        if (cell.weSend()) {
            arguments.add(empty ? "--quoted" : "--raw");
        }
        PeerProcess process = tool.start(arguments);
        if (!cell.weListen()) {
            socket.dial(url, DialMode.BACKGROUND);
        }
        CompletableFuture<?> attached = CompletableFuture.runAsync(() -> socket.awaitPipes(1, HANG));
        CompletableFuture.anyOf(attached, process.onExit()).get(HANG.toSeconds(), TimeUnit.SECONDS);
        assertThat(attached).as("a connection with " + process).isDone();
        return process;
    }

    /** Sends ours and receives theirs so many times; what the tool prints is compared as it comes. */
    private static void exchange(
            Cell cell, SpSocket socket, List<byte[]> ours, byte[] theirs, int receive, PeerProcess process, String end)
            throws Exception {
        CompletableFuture<Void> receiving = CompletableFuture.completedFuture(null);
        if (cell.weReceive() && !cell.weAsk() && !cell.weAnswer()) {
            receiving = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < receive; i++) {
                    assertThat(recv(socket)).isEqualTo(theirs);
                }
            });
        }
        if (cell.protocol() == Protocol.RESPONDENT0 && ours.size() == 1) {
            answerUntilHeard(socket, ours.get(0), theirs, process, end);
            return;
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        for (int i = 0; cell.weSend() && i < ours.size(); i++) {
            if (cell.weAnswer()) {
                assertThat(recv(socket)).as("question %d", i).isEqualTo(theirs);
            }
            ((Sender) socket).send(Message.wrap(ours.get(i)), HANG);
            printed.writeBytes(ours.get(i));
            printed.writeBytes(end.getBytes(StandardCharsets.UTF_8));
            if (cell.weAsk()) {
                assertThat(recv(socket)).as("answer %d", i).isEqualTo(theirs);
            }
            if (i % WINDOW == WINDOW - 1 || i == ours.size() - 1) {
                assertThat(process.awaitOutput(printed.size())).isEqualTo(printed.toByteArray());
            }
        }
        receiving.get(HANG.toSeconds(), TimeUnit.SECONDS);
    }

    /** A survey of a command may be over before our answer comes; it asks again. */
    private static void answerUntilHeard(SpSocket socket, byte[] ours, byte[] theirs, PeerProcess process, String end)
            throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        printed.writeBytes(ours);
        printed.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        do {
            assertThat(recv(socket)).as("question").isEqualTo(theirs);
            ((Sender) socket).send(Message.of(ours), HANG);
        } while (process.printed() < printed.size());
        assertThat(process.awaitOutput(printed.size())).startsWith(printed.toByteArray());
    }

    private static byte[] recv(SpSocket socket) {
        return ((Receiver) socket).recv(HANG).bytes();
    }
}
