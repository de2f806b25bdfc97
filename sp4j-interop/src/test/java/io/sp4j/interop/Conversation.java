package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.Receiver;
import io.sp4j.Sender;
import io.sp4j.SpSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A socket of ours and one of a peer, connected. */
final class Conversation implements AutoCloseable {
    private final Cell cell;
    private final SpSocket socket;
    private final PeerSocket peer;

    private Conversation(Cell cell, SpSocket socket, PeerSocket peer) {
        this.cell = cell;
        this.socket = socket;
        this.peer = peer;
    }

    /** Connects the two and waits until both sides know. */
    static Conversation start(SocketPeer with, Cell cell, Path directory) throws IOException {
        Conversation talk = new Conversation(cell, Ours.open(cell.protocol()), with.open(cell.theirs()));
        try {
            if (cell.weListen()) {
                talk.peer.dial(talk.socket
                        .listen(Addresses.any(cell.transport(), directory))
                        .url());
            } else {
                talk.socket.dial(talk.peer.listen(Addresses.forPeer(cell.transport(), directory)), DialMode.BACKGROUND);
            }
            talk.socket.awaitPipes(1, HANG);
            talk.peer.awaitPipe();
            return talk;
        } catch (IOException | RuntimeException | AssertionError e) {
            talk.close();
            throw e;
        }
    }

    /** Exchanges as the protocol does it; at most so many messages are under way where it may lose some. */
    void exchange(List<byte[]> ours, List<byte[]> theirs, int window) throws Exception {
        if (cell.weAsk()) {
            ask(ours, theirs);
        } else if (cell.weAnswer()) {
            answer(ours, theirs);
        } else {
            int underWay = mayLose() ? window : ours.size();
            for (int from = 0; from < ours.size(); from += underWay) {
                int to = Math.min(from + underWay, ours.size());
                if (cell.weSend()) {
                    tell(ours.subList(from, to));
                }
                if (cell.weReceive()) {
                    listen(theirs.subList(from, to));
                }
            }
        }
    }

    private boolean mayLose() {
        return cell.protocol() == Protocol.PUB0 || cell.protocol() == Protocol.SUB0 || cell.protocol() == Protocol.BUS0;
    }

    private void ask(List<byte[]> ours, List<byte[]> theirs) {
        for (int i = 0; i < ours.size(); i++) {
            send(ours.get(i));
            assertThat(peer.recv()).as("question %d", i).isEqualTo(ours.get(i));
            peer.send(theirs.get(i));
            assertThat(recv()).as("answer %d", i).isEqualTo(theirs.get(i));
        }
    }

    private void answer(List<byte[]> ours, List<byte[]> theirs) {
        for (int i = 0; i < ours.size(); i++) {
            peer.send(theirs.get(i));
            assertThat(recv()).as("question %d", i).isEqualTo(theirs.get(i));
            send(ours.get(i));
            assertThat(peer.recv()).as("answer %d", i).isEqualTo(ours.get(i));
        }
    }

    private void tell(List<byte[]> ours) throws Exception {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> ours.forEach(this::send));
        for (int i = 0; i < ours.size(); i++) {
            assertThat(peer.recv()).as("our message %d", i).isEqualTo(ours.get(i));
        }
        sending.get(HANG.toSeconds(), TimeUnit.SECONDS);
    }

    private void listen(List<byte[]> theirs) throws Exception {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> theirs.forEach(peer::send));
        for (int i = 0; i < theirs.size(); i++) {
            assertThat(recv()).as("their message %d", i).isEqualTo(theirs.get(i));
        }
        sending.get(HANG.toSeconds(), TimeUnit.SECONDS);
    }

    private void send(byte[] body) {
        ((Sender) socket).send(Message.wrap(body), HANG);
    }

    private byte[] recv() {
        return ((Receiver) socket).recv(HANG).bytes();
    }

    @Override
    public void close() {
        try (socket) {
            peer.close();
        }
    }
}
