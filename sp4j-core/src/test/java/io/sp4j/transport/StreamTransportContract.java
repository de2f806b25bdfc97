package io.sp4j.transport;

import static io.sp4j.transport.RawPeer.ends;
import static io.sp4j.transport.RawPeer.read;
import static io.sp4j.transport.RawPeer.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.Spec;
import io.sp4j.internal.wire.StreamFraming.Form;
import io.sp4j.spi.Address;
import io.sp4j.spi.Connector;
import io.sp4j.spi.Link;
import io.sp4j.transport.TestLinks.Closed;
import io.sp4j.transport.TestLinks.Events;
import io.sp4j.transport.TestLinks.Failed;
import io.sp4j.transport.TestLinks.Listening;
import io.sp4j.transport.TestLinks.Running;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every byte-stream transport does, against peers that are plain sockets. spec.md 2.1, 2.2, 2.4, 10 #79-88, 92. */
@Timeout(60)
public abstract class StreamTransportContract {
    private static final byte[] PAIR_HEADER = HexFormat.of().parseHex("0053500000100000");
    private static final int LIMIT = 1 << 20;

    protected final TestLinks links = new TestLinks();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    /** A new URL to listen at. */
    protected abstract String listenUrl() throws IOException;

    protected abstract Form form();

    /** A plain connection in blocking mode. */
    protected abstract SocketChannel connect(Listening to) throws IOException;

    /** A plain listener. */
    protected abstract ServerSocketChannel listen() throws IOException;

    protected abstract String urlOf(ServerSocketChannel listener) throws IOException;

    @AfterEach
    void leavesNothingOpen() throws Exception {
        for (AutoCloseable one : toClose) {
            one.close();
        }
        links.close();
    }

    protected final <T extends AutoCloseable> T closing(T one) {
        toClose.add(one);
        return one;
    }

    private Listening listening() throws IOException {
        return links.listen(Protocol.PAIR0, listenUrl());
    }

    private SocketChannel raw(Listening to) throws IOException {
        return closing(connect(to));
    }

    private ByteBuffer frame(byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(form().prefixBytes() + body.length);
        form().writePrefix(frame, body.length);
        return frame.put(body).flip();
    }

    private ByteBuffer frame(String body) {
        return frame(body.getBytes(StandardCharsets.US_ASCII));
    }

    private record Pair(SocketChannel raw, Running link) {}

    private Pair established() throws Exception {
        Listening at = listening();
        SocketChannel raw = raw(at);
        write(raw, PAIR_HEADER);
        Running link = at.events().running();
        assertThat(read(raw, 8)).isEqualTo(PAIR_HEADER);
        return new Pair(raw, link);
    }

    // ---- handshake -------------------------------------------------------------------------------------------------

    @Test
    @Spec("spec.md 10 #79")
    void greetsWithoutWaitingForThePeer() throws Exception {
        Listening at = listening();
        assertThat(read(raw(at), 8)).isEqualTo(PAIR_HEADER);
        assertThat(at.events().left()).isZero();
    }

    @Test
    void greetsFirstWhenItDials() throws Exception {
        ServerSocketChannel listener = closing(listen());
        Events events = links.dial(Protocol.REQ0, urlOf(listener));
        SocketChannel raw = closing(listener.accept());
        assertThat(read(raw, 8)).isEqualTo(HexFormat.of().parseHex("0053500000300000"));
        write(raw, HexFormat.of().parseHex("0053500000310000"));
        assertThat(events.link().peerProtocol()).isEqualTo(Protocol.REP0.number());
    }

    @Test
    @Spec("spec.md 10 #79")
    void takesHeaderAndMessagesOneByteAtATime() throws Exception {
        Listening at = listening();
        SocketChannel raw = raw(at);
        for (byte b : PAIR_HEADER) {
            write(raw, new byte[] {b});
        }
        Running link = at.events().running();
        for (String text : List.of("AB", "", "a longer one")) {
            for (byte b : frame(text).array()) {
                write(raw, new byte[] {b});
            }
            assertThat(link.receive().text()).isEqualTo(text);
        }
        link.send(List.of(Message.of("back")));
        byte[] expected = frame("back").array();
        assertThat(read(raw, 8)).isEqualTo(PAIR_HEADER);
        for (byte b : expected) {
            assertThat(read(raw, 1)).containsExactly(b);
        }
    }

    @Test
    void losesNothingThatIsGluedToTheHeader() throws Exception {
        Listening at = listening();
        SocketChannel raw = raw(at);
        ByteBuffer all = ByteBuffer.allocate(200)
                .put(PAIR_HEADER)
                .put(frame("one"))
                .put(frame(""))
                .put(frame("three"));
        write(raw, all.flip());
        Running link = at.events().running();
        assertThat(link.receive().text()).isEqualTo("one");
        assertThat(link.receive().text()).isEmpty();
        assertThat(link.receive().text()).isEqualTo("three");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "474554202f20485454502f312e310d0a",
                "16030100",
                "0053510000100000",
                "0053500100100000",
                "0053500000100001"
            })
    @Spec("spec.md 10 #80")
    void closesAConnectionWithAnotherGreetingAndGoesOn(String greeting) throws Exception {
        Listening at = listening();
        SocketChannel bad = raw(at);
        assertThat(read(bad, 8)).isEqualTo(PAIR_HEADER);
        write(bad, HexFormat.of().parseHex(greeting));
        assertThat(ends(bad)).isTrue();
        Failed failed = at.events().failure();
        assertThat(failed.reason()).isEqualTo(CloseReason.BAD_HEADER);
        assertThat(failed.why()).isInstanceOf(SpException.ProtocolError.class);
        write(raw(at), PAIR_HEADER);
        at.events().link();
    }

    @Test
    @Spec("spec.md 10 #80")
    void namesBothProtocolsWhenTheyDoNotFit() throws Exception {
        Listening at = links.listen(Protocol.PULL0, listenUrl());
        Failed dialing = links.dial(Protocol.PULL0, at.url()).failure();
        assertThat(dialing.why())
                .isInstanceOf(SpException.ProtocolError.class)
                .hasMessageContaining("pull0 (0x0051)")
                .hasMessageContaining("push0 (0x0050)")
                .hasMessageContaining(at.url());
        Failed listening = at.events().failure();
        assertThat(listening.reason()).isEqualTo(CloseReason.PROTOCOL_MISMATCH);
        assertThat(listening.why()).isInstanceOf(SpException.ProtocolError.class);
    }

    @Test
    @Spec("spec.md 10 #81")
    void cutsAHandshakeThatStallsWhileOthersGetThrough() throws Exception {
        links.withHandshakeTimeout(Duration.ofMillis(200));
        Listening at = listening();
        SocketChannel stalled = raw(at);
        write(stalled, Arrays.copyOf(PAIR_HEADER, 7));
        write(raw(at), PAIR_HEADER);
        at.events().running();
        assertThat(read(stalled, 8)).isEqualTo(PAIR_HEADER);
        assertThat(ends(stalled)).isTrue();
        Failed failed = at.events().failure();
        assertThat(failed.reason()).isEqualTo(CloseReason.HANDSHAKE_TIMEOUT);
        assertThat(failed.why()).isInstanceOf(SpException.Timeout.class);
    }

    /** The deadline is absolute: bytes do not prolong it. */
    @Test
    void cutsAHandshakeThatDrips() throws Exception {
        links.withHandshakeTimeout(Duration.ofMillis(200));
        Listening at = listening();
        SocketChannel dripping = raw(at);
        int sent = 0;
        do {
            write(dripping, new byte[] {PAIR_HEADER[sent++]});
        } while (sent < 7 && !at.events().toldWithin(60));
        assertThat(at.events().failure().reason()).isEqualTo(CloseReason.HANDSHAKE_TIMEOUT);
    }

    @Test
    void givesUpAtTheDialDeadline() throws Exception {
        ServerSocketChannel silent = closing(listen());
        Events events = links.dial(Protocol.PAIR0, urlOf(silent), Duration.ofMillis(150));
        assertThat(events.failure().why())
                .isInstanceOf(SpException.Timeout.class)
                .hasMessageContaining(urlOf(silent));
        assertThat(ends(closing(read8(silent.accept())))).isTrue();
        assertThat(events.left()).isZero();
    }

    private static SocketChannel read8(SocketChannel channel) throws IOException {
        read(channel, 8);
        return channel;
    }

    @Test
    void reportsAPeerThatClosesInsteadOfGreeting() throws Exception {
        ServerSocketChannel listener = closing(listen());
        Events events = links.dial(Protocol.PAIR0, urlOf(listener));
        read8(listener.accept()).close();
        assertThat(events.failure().why()).isInstanceOf(SpException.ConnectionShutdown.class);
    }

    @Test
    void failsOnceWhenTheDialerIsClosed() throws Exception {
        ServerSocketChannel silent = closing(listen());
        Address address = Address.parse(urlOf(silent));
        Connector connector = links.session()
                .transport(address.scheme())
                .orElseThrow()
                .connector(address, links.config(Protocol.PAIR0));
        Events events = links.dial(connector, Duration.ofSeconds(10));
        SocketChannel accepted = closing(read8(silent.accept()));
        connector.close();
        connector.close();
        assertThat(events.failure().why()).isInstanceOf(SpException.Closed.class);
        assertThat(ends(accepted)).isTrue();
        assertThat(links.dial(connector, Duration.ofSeconds(10)).failure().why())
                .isInstanceOf(SpException.Closed.class);
        assertThat(events.left()).isZero();
    }

    @Test
    @Spec("spec.md 10 #90")
    void refusesWhereNobodyListens() throws Exception {
        ServerSocketChannel gone = listen();
        String url = urlOf(gone);
        gone.close();
        assertThat(links.dial(Protocol.PAIR0, url).failure().why())
                .isInstanceOf(SpException.ConnectionRefused.class)
                .hasMessageContaining(url);
    }

    // ---- messages --------------------------------------------------------------------------------------------------

    @Test
    void carriesManyMessagesBothWaysInOrder() throws Exception {
        Listening at = listening();
        Running dialer = links.dial(Protocol.PAIR0, at.url()).running();
        Running listener = at.events().running();
        assertThat(dialer.link.remote()).isEqualTo(listener.link.local());
        Random random = new Random(at.hashCode());
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[i % 1_000 == 0 ? LIMIT : random.nextInt(100)];
            random.nextBytes(body);
            sent.add(Message.wrap(body));
        }
        dialer.send(sent);
        listener.send(sent);
        for (Message m : sent) {
            assertThat(Arrays.equals(m.bytes(), listener.receive().bytes())).isTrue();
            assertThat(Arrays.equals(m.bytes(), dialer.receive().bytes())).isTrue();
        }
    }

    @Test
    void readsNothingMoreWhileTheHandlerWantsNothing() throws Exception {
        Listening at = listening();
        SocketChannel raw = raw(at);
        write(raw, PAIR_HEADER);
        Running link = Running.paused(at.events().link());
        raw.configureBlocking(false);
        ByteBuffer frame = frame(new byte[10_000]);
        int whole = 0;
        while (true) {
            raw.write(frame);
            if (frame.hasRemaining()) {
                break;
            }
            frame.rewind();
            whole++;
        }
        assertThat(whole).isLessThan(5_000);
        assertThat(link.received).isEmpty();
        link.wantsRead = true;
        link.link.readingChanged();
        raw.configureBlocking(true);
        write(raw, frame);
        for (int i = 0; i <= whole; i++) {
            assertThat(link.receive().length()).isEqualTo(10_000);
        }
    }

    @Test
    void handsBackWhatItCouldNotWrite() throws Exception {
        Pair pair = established();
        Running link = pair.link;
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(Message.wrap(new byte[LIMIT]));
        }
        link.send(messages);
        read(pair.raw, 3 * LIMIT);
        link.link.close(CloseReason.LOCAL_CLOSE, "closed by a test");
        assertThat(link.end().reason()).isEqualTo(CloseReason.LOCAL_CLOSE);
        List<Message> unsent = link.link.unsent();
        int inQueue = 0;
        while (link.next() != null) {
            inQueue++;
        }
        int begun = 100 - unsent.size() - inQueue - link.written.get();
        assertThat(begun).isBetween(0, 1);
        assertThat(link.written.get()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000080000000",
                "1000000000000000",
                "8000000000000000",
                "ffffffffffffffff",
                "0000000000200000"
            })
    @Spec("spec.md 10 #87")
    void closesAConnectionThatAnnouncesTooMuch(String length) throws Exception {
        Pair pair = established();
        write(pair.raw, HexFormat.of().parseHex((form() == Form.IPC ? "01" : "") + length));
        Closed closed = pair.link.end();
        assertThat(closed.reason()).isEqualTo(CloseReason.MESSAGE_TOO_LARGE);
        assertThat(closed.detail()).contains(Long.toUnsignedString(Long.parseUnsignedLong(length, 16)));
        assertThat(ends(pair.raw)).isTrue();
    }

    @Test
    void tellsACutMessageFromAGoodEnd() throws Exception {
        Pair cut = established();
        write(cut.raw, frame("x"));
        assertThat(cut.link.receive().text()).isEqualTo("x");
        write(cut.raw, Arrays.copyOf(frame("truncated").array(), form().prefixBytes() + 3));
        cut.raw.close();
        assertThat(cut.link.end().reason()).isEqualTo(CloseReason.TRUNCATED);
        assertThat(cut.link.received).isEmpty();

        Pair good = established();
        write(good.raw, frame("x"));
        good.raw.close();
        assertThat(good.link.end().reason()).isEqualTo(CloseReason.PEER_CLOSED);
        assertThat(good.link.receive().text()).isEqualTo("x");
    }

    // ---- life cycle ------------------------------------------------------------------------------------------------

    @Test
    void finishesByHalfClosingAndWaitingForThePeer() throws Exception {
        Pair pair = established();
        pair.link.send(List.of(Message.of("last")));
        assertThat(read(pair.raw, form().prefixBytes() + 4)).endsWith("last".getBytes(StandardCharsets.US_ASCII));
        pair.link.link.finish();
        assertThat(ends(pair.raw)).isTrue();
        write(pair.raw, frame("discarded"));
        assertThat(pair.link.closed).isNotDone();
        pair.raw.close();
        assertThat(pair.link.end().reason()).isEqualTo(CloseReason.SOCKET_CLOSED);
        assertThat(pair.link.received).isEmpty();
    }

    @Test
    void closesOnceHoweverTheStartAndTheEndMeet() throws Exception {
        Listening at = listening();
        for (int i = 0; i < 200; i++) {
            SocketChannel raw = raw(at);
            write(raw, PAIR_HEADER);
            Link link = at.events().linkAfterFailures();
            boolean closeFirst = i % 2 == 0;
            if (closeFirst) {
                link.close(CloseReason.BUSY, "first");
            }
            Running running = new Running(link);
            if (!closeFirst) {
                link.close(CloseReason.BUSY, "second");
            }
            link.close(CloseReason.REFUSED, "too late");
            assertThat(running.end().reason()).isEqualTo(CloseReason.BUSY);
            assertThat(running.timesClosed).hasValue(1);
        }
    }

    @Test
    void cutsHandshakesButKeepsLinksWhenTheListenerCloses() throws Exception {
        Listening at = listening();
        SocketChannel up = raw(at);
        write(up, PAIR_HEADER);
        Running link = at.events().running();
        SocketChannel pending = read8(raw(at));
        at.acceptor().close();
        at.acceptor().close();
        assertThat(ends(pending)).isTrue();
        assertThat(at.events().failure().reason()).isEqualTo(CloseReason.ENDPOINT_CLOSED);
        write(up, frame("still"));
        assertThat(link.receive().text()).isEqualTo("still");
        assertThat(links.dial(Protocol.PAIR0, at.url()).failure().why())
                .isInstanceOf(SpException.ConnectionRefused.class);
    }

    @Test
    @Spec("spec.md 10 #84")
    void isFreeAgainRightAfterItIsClosed() throws Exception {
        Listening first = listening();
        String url = first.url();
        for (int i = 0; i < 50; i++) {
            links.dial(Protocol.PAIR0, url).running();
            Running accepted = first.events().running();
            first.acceptor().close();
            accepted.link.close(CloseReason.LOCAL_CLOSE, "");
            first = links.listen(Protocol.PAIR0, url);
        }
    }

    @Test
    @Spec("spec.md 10 #84")
    void isBusyWhileAnotherListens() throws Exception {
        Listening at = listening();
        try {
            links.listen(Protocol.PAIR0, at.url());
            throw new AssertionError("both listen");
        } catch (SpException.AddressInUse e) {
            assertThat(e).hasMessageContaining(at.url());
        }
        links.dial(Protocol.PAIR0, at.url()).running();
    }

    @Test
    void survivesPeersThatGreetAndLeave() throws Exception {
        Listening at = listening();
        for (int i = 0; i < 300; i++) {
            SocketChannel raw = connect(at);
            write(raw, Arrays.copyOf(PAIR_HEADER, ThreadLocalRandom.current().nextInt(8)));
            raw.close();
        }
        for (int i = 0; i < 300; i++) {
            assertThat(at.events().failure().reason())
                    .isIn(CloseReason.PEER_CLOSED, CloseReason.CONNECTION_RESET, CloseReason.IO_ERROR);
        }
        links.dial(Protocol.PAIR0, at.url()).running();
    }
}
