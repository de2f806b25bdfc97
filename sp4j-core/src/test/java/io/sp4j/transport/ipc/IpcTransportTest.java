package io.sp4j.transport.ipc;

import static io.sp4j.transport.RawPeer.ends;
import static io.sp4j.transport.RawPeer.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sp4j.CloseReason;
import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.Spec;
import io.sp4j.internal.wire.StreamFraming.Form;
import io.sp4j.transport.StreamTransportContract;
import io.sp4j.transport.TestLinks.Listening;
import io.sp4j.transport.TestLinks.Running;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unix-domain sockets, against plain ones. Specified by spec.md 2.4 and 10 #92-95, reliability.md 3b. */
class IpcTransportTest extends StreamTransportContract {
    private static final String ME = System.getProperty("user.name");

    @TempDir
    private Path directory;

    private int names;

    private Path newPath() {
        return directory.resolve("s" + names++);
    }

    @Override
    protected String listenUrl() {
        return "ipc://" + newPath();
    }

    @Override
    protected Form form() {
        return Form.IPC;
    }

    @Override
    protected SocketChannel connect(Listening to) throws IOException {
        return SocketChannel.open(
                UnixDomainSocketAddress.of(((SpAddress.Ipc) to.acceptor().local()).path()));
    }

    @Override
    protected ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(newPath()));
    }

    @Override
    protected String urlOf(ServerSocketChannel listener) throws IOException {
        return "ipc://" + listener.getLocalAddress();
    }

    private Listening listening(Path path) {
        return links.listen(Protocol.PAIR0, "ipc://" + path);
    }

    // ---- wire ------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "ff"})
    @Spec("spec.md 10 #92")
    void closesAConnectionAtAMessageOfAnotherType(String type) throws Exception {
        Listening at = listening(newPath());
        SocketChannel raw = closing(connect(at));
        raw.write(ByteBuffer.wrap(HexFormat.of().parseHex("0053500000100000" + type)));
        assertThat(at.events().running().end().reason()).isEqualTo(CloseReason.MALFORMED);
        assertThat(read(raw, 8)).hasSize(8);
        assertThat(ends(raw)).isTrue();
    }

    // ---- addresses -------------------------------------------------------------------------------------------------

    @Test
    void knowsTheListenersPathAndNoneOfTheDialer() throws Exception {
        Path path = newPath();
        Listening at = listening(path);
        Running dialer = links.dial(Protocol.PAIR0, at.url()).running();
        Running listener = at.events().running();
        SpAddress named = new SpAddress.Ipc(path);
        SpAddress unnamed = new SpAddress.Ipc(Path.of(""));
        assertThat(at.acceptor().local()).isEqualTo(named);
        assertThat(at.url()).isEqualTo("ipc://" + path);
        assertThat(dialer.link.remote()).isEqualTo(named);
        assertThat(dialer.link.local()).isEqualTo(unnamed);
        assertThat(listener.link.local()).isEqualTo(named);
        assertThat(listener.link.remote()).isEqualTo(unnamed);
    }

    @Test
    void isReachedUnderItsOtherSchemeToo() throws Exception {
        Path path = newPath();
        Listening at = links.listen(Protocol.PAIR0, "unix://" + path);
        links.dial(Protocol.PAIR0, "ipc://" + path).link();
        links.dial(Protocol.PAIR0, "unix://" + path).link();
        assertThat(at.url()).isEqualTo("unix://" + path);
    }

    @Test
    void takesTheTextAfterTheSchemeVerbatim() throws Exception {
        Path path = directory.resolve("a%41?b#c d");
        listening(path);
        assertThat(Files.exists(path)).isTrue();
        links.dial(Protocol.PAIR0, "ipc://" + path).link();
    }

    @Test
    void takesARelativePath() throws Exception {
        Path relative = Path.of("").toAbsolutePath().relativize(newPath());
        Listening at = listening(relative);
        assertThat(at.acceptor().local()).isEqualTo(new SpAddress.Ipc(relative));
        links.dial(Protocol.PAIR0, "ipc://" + relative).link();
    }

    /** Refused whatever stands there, as nng does with a missing file. */
    @Test
    void refusesToDialWhatIsNoListener() throws Exception {
        Path file = Files.createFile(newPath());
        for (Path path : new Path[] {newPath(), file, directory, directory.resolve("missing/x")}) {
            assertThat(links.dial(Protocol.PAIR0, "ipc://" + path).failure().why())
                    .as("%s", path)
                    .isInstanceOf(SpException.ConnectionRefused.class);
        }
    }

    // ---- credentials -----------------------------------------------------------------------------------------------

    @Test
    @Spec("spec.md 10 #95")
    void knowsThePeersUser() throws Exception {
        Listening at = listening(newPath());
        Running dialer = links.dial(Protocol.PAIR0, at.url()).running();
        assertThat(dialer.link.peerUser())
                .hasValueSatisfying(user -> assertThat(user.getName()).isEqualTo(ME));
        assertThat(at.events().link().peerUser())
                .hasValueSatisfying(user -> assertThat(user.getName()).isEqualTo(ME));
    }

    @Test
    void letsInTheUserThatIsAskedFor() throws Exception {
        links.with(Options.IPC_PEER_USER, ME);
        Listening at = listening(newPath());
        links.dial(Protocol.PAIR0, at.url()).link();
        at.events().link();
    }

    @Test
    void sendsNothingToAnotherUserThanAskedFor() throws Exception {
        links.with(Options.IPC_PEER_USER, "somebody-else");
        Listening at = listening(newPath());
        SocketChannel raw = closing(connect(at));
        assertThat(ends(raw)).isTrue();
        assertThat(at.events().failure().why())
                .isInstanceOf(SpException.AuthenticationError.class)
                .hasMessageContaining(ME)
                .hasMessageContaining("somebody-else");

        ServerSocketChannel squatter = closing(listen());
        assertThat(links.dial(Protocol.PAIR0, urlOf(squatter)).failure().why())
                .isInstanceOf(SpException.AuthenticationError.class);
        assertThat(ends(closing(squatter.accept()))).isTrue();
    }

    // ---- base directory --------------------------------------------------------------------------------------------

    @Test
    void staysBelowTheBaseDirectory() throws Exception {
        Path base = Files.createDirectories(directory.resolve("base/below")).getParent();
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(base.resolve("link"), outside);
        Listening victim = listening(outside.resolve("s"));
        Files.createSymbolicLink(base.resolve("to-socket"), outside.resolve("s"));
        links.with(Options.IPC_BASE_DIRECTORY, base);

        Listening at = listening(base.resolve("below/s"));
        links.dial(Protocol.PAIR0, at.url()).link();
        for (String path : new String[] {
            outside + "/s",
            base + "/../outside/s",
            base + "/below/../../outside/s",
            base + "/link/s",
            base + "/to-socket",
            base.toString(),
            base + "x/s"
        }) {
            assertThatExceptionOfType(SpException.AddressInvalid.class)
                    .as(path)
                    .isThrownBy(() -> links.listen(Protocol.PAIR0, "ipc://" + path));
            assertThat(links.dial(Protocol.PAIR0, "ipc://" + path).failure().why())
                    .as(path)
                    .isInstanceOf(SpException.AddressInvalid.class);
        }
        assertThat(victim.events().left()).isZero();
    }
}
