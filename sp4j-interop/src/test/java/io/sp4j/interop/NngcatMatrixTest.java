package io.sp4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.Receiver;
import io.sp4j.Rep0;
import io.sp4j.Respondent0;
import io.sp4j.Sender;
import io.sp4j.SocketBuilder;
import io.sp4j.SocketEvent;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library and nngcat: every protocol, transport and role, bodies in both directions. */
@RequiresNngcat
@ExtendWith(LeakGate.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NngcatMatrixTest {
    private static final Duration HANG = Duration.ofSeconds(60);

    private final Set<Cell> tried = new HashSet<>();
    private final Set<Cell> passed = new HashSet<>();

    static List<Cell> cells() {
        return Cell.all();
    }

    @Spec("spec.md 10 #115")
    @ParameterizedTest
    @MethodSource("cells")
    void bodiesArriveByteForByteBothWays(Cell cell, @TempDir Path directory) throws Exception {
        tried.add(cell);
        byte[] theirs = Bodies.of(cell.bytes(), 1);
        byte[] ours = Bodies.of(cell.bytes(), 2);
        String file = Bodies.file(directory, theirs).toString();
        CompletableFuture<Void> attached = new CompletableFuture<>();
        try (SpSocket socket = socket(cell.protocol(), attached)) {
            String url =
                    cell.weListen() ? socket.listen(anyUrl(cell, directory)).url() : fixedUrl(cell, directory);
            String role = cell.weListen() ? "--dial" : "--listen";
            List<String> arguments = new ArrayList<>(List.of(cell.peerProtocol(), role, url));
            arguments.addAll(cell.peerArguments(file));
            try (PeerProcess nngcat = Nngcat.start(arguments)) {
                if (!cell.weListen()) {
                    socket.dial(url, DialMode.BACKGROUND);
                }
                await(attached, nngcat);
                exchange(socket, ours, theirs);
                if (cell.weSend()) {
                    assertThat(nngcat.awaitOutput(Nngcat.printed(ours).length)).isEqualTo(Nngcat.printed(ours));
                }
                if (cell.theyEnd()) {
                    assertThat(nngcat.awaitExit()).as(nngcat.toString()).isZero();
                }
            }
        }
        passed.add(cell);
    }

    /** A connection, or a clear failure when nngcat gives up, as when somebody else has taken its port. */
    private static void await(CompletableFuture<Void> attached, PeerProcess nngcat) throws Exception {
        CompletableFuture.anyOf(attached, nngcat.onExit()).get(HANG.toSeconds(), TimeUnit.SECONDS);
        assertThat(attached).as("a connection with " + nngcat).isDone();
    }

    private static void exchange(SpSocket socket, byte[] ours, byte[] theirs) {
        boolean answers = socket instanceof Rep0 || socket instanceof Respondent0;
        if (socket instanceof Sender sender && !answers) {
            sender.send(Message.of(ours), HANG);
        }
        if (socket instanceof Receiver receiver) {
            assertThat(receiver.recv(HANG).bytes()).isEqualTo(theirs);
        }
        if (answers) {
            ((Sender) socket).send(Message.of(ours), HANG);
        }
    }

    private static SpSocket socket(String protocol, CompletableFuture<Void> attached) {
        SocketBuilder<?, ?> builder =
                Protocol.valueOf(protocol.toUpperCase(Locale.ROOT)).builder();
        if (builder instanceof Sub0.Builder sub) {
            sub.topics("");
        } else if (builder instanceof Surveyor0.Builder surveyor) {
            surveyor.surveyTime(HANG);
        }
        // The JVM's own pool: the idle threads of ours would keep the leak gate waiting for a second.
        builder.executor(ForkJoinPool.commonPool());
        builder.onEvent(SocketEvent.PipeAttached.class, event -> attached.complete(null));
        return builder.open();
    }

    private static String anyUrl(Cell cell, Path directory) {
        return cell.transport().equals("tcp") ? "tcp://127.0.0.1:0" : "ipc://" + directory.resolve("socket");
    }

    private static String fixedUrl(Cell cell, Path directory) throws Exception {
        return cell.transport().equals("tcp") ? Nngcat.freeTcpUrl() : "ipc://" + directory.resolve("socket");
    }

    @AfterAll
    void printMatrix() {
        StringBuilder table = new StringBuilder("\nsp4j and nngcat, bytes each way:\n");
        table.append(String.format("%-28s", ""));
        Cell.SIZES.forEach(size -> table.append(String.format("%9d", size)));
        Cell.all().stream().map(Cell::row).distinct().forEach(row -> {
            table.append('\n').append(row);
            Cell.all().stream()
                    .filter(cell -> cell.row().equals(row))
                    .forEach(cell -> table.append(String.format(
                            "%9s", passed.contains(cell) ? "ok" : tried.contains(cell) ? "FAILED" : "-")));
        });
        System.out.println(table.append('\n'));
    }
}
