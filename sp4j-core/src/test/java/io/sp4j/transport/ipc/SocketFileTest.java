package io.sp4j.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.Spec;
import io.sp4j.transport.TestLinks;
import io.sp4j.transport.TestLinks.Listening;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a listener: what is made, what is replaced, what is never touched. reliability.md 3b and 5 #44-48, #50. */
@Timeout(120)
class SocketFileTest {
    private static final int NOBODY = 65_534;
    private static final int RACES = 1_000;

    @TempDir
    private Path directory;

    private final TestLinks links = new TestLinks();

    @AfterEach
    void leavesNoLoop() throws Exception {
        links.close();
    }

    private Path path() {
        return directory.resolve("s");
    }

    private Listening listen(Path path) {
        return links.listen(Protocol.PAIR0, "ipc://" + path);
    }

    private void assertReached(Path path) throws Exception {
        links.dial(Protocol.PAIR0, "ipc://" + path).link();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A socket file whose owner has gone. */
    private static Path stale(Path path) throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertThat(Files.exists(path)).isTrue();
        return path;
    }

    private static Map<String, Object> lstat(Path path) throws IOException {
        return Files.readAttributes(path, "unix:ino,mode,uid,nlink,ctime,size", LinkOption.NOFOLLOW_LINKS);
    }

    // ---- making and removing ---------------------------------------------------------------------------------------

    @Test
    void isForItsOwnerOnlyAndLeavesNothingBesides() throws Exception {
        Listening at = listen(path());
        assertThat(Files.getPosixFilePermissions(path())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(names()).containsExactly("s");
        assertThat(Files.getAttribute(path(), "unix:nlink")).isEqualTo(1);
        assertReached(path());
        at.acceptor().close();
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0666, 0777, 0400, 0, 0612})
    @Spec("spec.md 10 #94")
    void hasThePermissionsThatAreAskedFor(int permissions) throws Exception {
        links.with(Options.IPC_PERMISSIONS, permissions);
        listen(path());
        assertThat((Integer) Files.getAttribute(path(), "unix:mode") & 0777).isEqualTo(permissions);
    }

    @Test
    void isMadeAlthoughTheThreadIsInterrupted() throws Exception {
        stale(path());
        Thread.currentThread().interrupt();
        listen(path());
        assertThat(Thread.interrupted()).isTrue();
        assertReached(path());
    }

    @Test
    void needsADirectory() {
        assertThatExceptionOfType(SpException.NoEntry.class)
                .isThrownBy(() -> listen(directory.resolve("missing/s")))
                .withMessageContaining("directory");
    }

    @Test
    void needsADirectoryThatIsOne() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatExceptionOfType(SpException.AddressInvalid.class).isThrownBy(() -> listen(file.resolve("s")));
        assertThatExceptionOfType(SpException.AddressInvalid.class).isThrownBy(() -> listen(Path.of("/")));
    }

    /** The longest directory: 106 bytes less a slash and .spXXXX/s. */
    @Test
    @Spec("spec.md 10 #94")
    void fitsItsTemporaryNameOrSaysThatItDoesNot() throws Exception {
        int room = IpcAddress.MAX_PATH_BYTES - "/.spXXXX/s".length();
        Path longest = Files.createDirectory(
                directory.resolve("d".repeat(room - directory.toString().length() - 1)));
        listen(longest.resolve("123456789"));
        assertReached(longest.resolve("123456789"));
        Path tooLong = Files.createDirectory(directory.resolve(longest.getFileName() + "d"));
        assertThatExceptionOfType(SpException.AddressInvalid.class)
                .isThrownBy(() -> listen(tooLong.resolve("s")))
                .withMessageContaining("1 bytes too long");
        assertThat(tooLong).isEmptyDirectory();
    }

    // ---- what is in the way ----------------------------------------------------------------------------------------

    private enum Obstacle {
        REGULAR_FILE {
            @Override
            void put(Path at, Path elsewhere) throws IOException {
                Files.writeString(at, "precious");
            }
        },
        DIRECTORY {
            @Override
            void put(Path at, Path elsewhere) throws IOException {
                Files.createDirectory(at);
            }
        },
        FIFO {
            @Override
            void put(Path at, Path elsewhere) throws Exception {
                run("mkfifo", at.toString());
            }
        },
        DEVICE {
            @Override
            void put(Path at, Path elsewhere) throws Exception {
                run("mknod", at.toString(), "c", "1", "3");
            }
        },
        LINK_TO_A_FILE {
            @Override
            void put(Path at, Path elsewhere) throws IOException {
                Files.createSymbolicLink(at, Files.writeString(elsewhere, "precious"));
            }
        },
        LINK_TO_NOTHING {
            @Override
            void put(Path at, Path elsewhere) throws IOException {
                Files.createSymbolicLink(at, elsewhere);
            }
        },
        LINK_TO_A_STALE_SOCKET {
            @Override
            void put(Path at, Path elsewhere) throws IOException {
                Files.createSymbolicLink(at, stale(elsewhere));
            }
        },
        LIVE_SOCKET_OF_ANOTHER_KIND {
            private ServerSocketChannel live;

            @Override
            void put(Path at, Path elsewhere) throws IOException {
                live = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(at), 1);
            }

            @Override
            void remove() throws IOException {
                live.close();
            }
        };

        abstract void put(Path at, Path elsewhere) throws Exception;

        void remove() throws IOException {}

        static void run(String... command) throws Exception {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            skipUnless(code == 0, String.join(" ", command) + " failed with " + code);
        }
    }

    private static void skipUnless(boolean possible, String reason) {
        if (!possible) {
            System.out.println("SocketFileTest skips a test: " + reason);
        }
        assumeTrue(possible, reason);
    }

    @ParameterizedTest
    @EnumSource(Obstacle.class)
    @Spec("spec.md 10 #93")
    void leavesAloneWhatIsNoStaleSocketOfOurs(Obstacle obstacle) throws Exception {
        obstacle.put(path(), directory.resolve("elsewhere"));
        Map<String, Object> before = lstat(path());
        List<String> names = names();
        for (int i = 0; i < 3; i++) { // three probes fill the live socket's backlog of one
            assertThatExceptionOfType(SpException.AddressInUse.class)
                    .isThrownBy(() -> listen(path()))
                    .withMessageContaining(path().toString());
        }
        assertThat(lstat(path())).isEqualTo(before);
        assertThat(names()).isEqualTo(names);
        if (obstacle == Obstacle.REGULAR_FILE || obstacle == Obstacle.LINK_TO_A_FILE) {
            assertThat(path()).hasContent("precious");
        }
        obstacle.remove();
    }

    @Test
    @Spec("spec.md 10 #93")
    void replacesAStaleSocket() throws Exception {
        Object old = lstat(stale(path())).get("ctime");
        listen(path());
        assertThat(lstat(path()).get("ctime")).isNotEqualTo(old);
        assertThat(names()).containsExactly("s");
        assertReached(path());
    }

    @Test
    void replacesTheSocketOfAProcessThatWasKilled() throws Exception {
        try (Helper other = Helper.start()) {
            assertThat(other.ask("bind ipc://" + path())).isEqualTo("ok");
            assertThatExceptionOfType(SpException.AddressInUse.class).isThrownBy(() -> listen(path()));
            assertReached(path());
            other.kill();
        }
        assertThat(names()).containsExactly("s");
        listen(path());
        assertReached(path());
        assertThat(names()).containsExactly("s");
    }

    @Test
    void leavesTheStaleSocketOfAnotherUser() throws Exception {
        skipUnlessRoot();
        Files.setAttribute(stale(path()), "unix:uid", NOBODY);
        Map<String, Object> before = lstat(path());
        assertThatExceptionOfType(SpException.AddressInUse.class)
                .isThrownBy(() -> listen(path()))
                .withMessageContaining("another user");
        assertThat(lstat(path())).isEqualTo(before);
        assertThat(names()).containsExactly("s");
    }

    // ---- what took our place ---------------------------------------------------------------------------------------

    @Test
    void leavesWhatHasTakenItsPlaceWhenItCloses() throws Exception {
        Listening first = listen(path());
        Files.delete(path());
        Listening second = listen(path());
        first.acceptor().close();
        assertReached(path());
        second.acceptor().close();
        assertThat(names()).isEmpty();

        Listening third = listen(path());
        Files.delete(path());
        Files.writeString(path(), "precious");
        third.acceptor().close();
        assertThat(path()).hasContent("precious");
    }

    @Test
    void closesAlthoughItsFileAndDirectoryAreGone() throws Exception {
        Path below = Files.createDirectory(directory.resolve("d"));
        Listening at = listen(below.resolve("s"));
        Files.delete(below.resolve("s"));
        Files.delete(below);
        at.acceptor().close();
    }

    // ---- the lock --------------------------------------------------------------------------------------------------

    @Test
    void leavesALockFileThatWasThereBefore() throws Exception {
        stale(path());
        Files.writeString(directory.resolve("s.lock"), "precious");
        listen(path());
        assertReached(path());
        assertThat(directory.resolve("s.lock")).hasContent("precious");
    }

    @Test
    void followsNoLinkInPlaceOfItsLock() throws Exception {
        stale(path());
        Path elsewhere = directory.resolve("elsewhere");
        Files.createSymbolicLink(directory.resolve("s.lock"), elsewhere);
        assertThatExceptionOfType(SpException.AddressInUse.class)
                .isThrownBy(() -> listen(path()))
                .withMessageContaining("s.lock")
                .withMessageContaining("symbolic link");
        assertThat(elsewhere).doesNotExist();
        assertThat(names()).containsExactly("s", "s.lock");
    }

    @Test
    void waitsTwoSecondsForTheLockAndNoLonger() throws Exception {
        stale(path());
        try (FileChannel channel = FileChannel.open(
                directory.resolve("s.lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.lock();
            long start = System.nanoTime();
            assertThatExceptionOfType(SpException.AddressInUse.class)
                    .isThrownBy(() -> listen(path()))
                    .withMessageContaining("locked");
            assertThat(System.nanoTime() - start).isBetween(1_900_000_000L, 20_000_000_000L);
        }
        listen(path());
        assertReached(path());
    }

    // ---- races -----------------------------------------------------------------------------------------------------

    /** Every second time there is a stale file. */
    @Test
    void letsOneOfTwoThreadsWin() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int i = 0; i < RACES; i++) {
                if (i % 2 == 0) {
                    stale(path());
                }
                Callable<Listening> starter = () -> race(start);
                List<Future<Listening>> both = List.of(two.submit(starter), two.submit(starter));
                Listening one = both.get(0).get();
                Listening other = both.get(1).get();
                assertThat(one == null).as("race %d", i).isNotEqualTo(other == null);
                assertThat(names()).containsExactly("s");
                (one == null ? other : one).acceptor().close();
                assertThat(names()).as("race %d", i).isEmpty();
            }
        } finally {
            two.shutdownNow();
        }
    }

    private Listening race(CyclicBarrier start) throws InterruptedException, BrokenBarrierException {
        start.await();
        try {
            return listen(path());
        } catch (SpException.AddressInUse e) {
            return null;
        }
    }

    @Test
    void letsOneOfTwoProcessesWin() throws Exception {
        try (Helper one = Helper.start();
                Helper other = Helper.start()) {
            for (int i = 0; i < RACES; i++) {
                if (i % 2 == 0) {
                    stale(path());
                }
                one.tell("bind ipc://" + path());
                other.tell("bind ipc://" + path());
                assertThat(List.of(one.answer(), other.answer()))
                        .as("race %d", i)
                        .containsExactlyInAnyOrder("ok", "AddressInUse");
                assertThat(names()).as("race %d", i).containsExactly("s");
                assertThat(one.ask("close") + other.ask("close")).isEqualTo("okok");
                assertThat(names()).as("race %d", i).isEmpty();
            }
        }
    }

    /** Whoever is told that he listens is reached, though the one before him closes at that moment. */
    @Test
    void neverLosesASuccessorsFile() throws Exception {
        try (Helper one = Helper.start();
                Helper other = Helper.start()) {
            Helper holder = one;
            Helper next = other;
            assertThat(holder.ask("bind ipc://" + path())).isEqualTo("ok");
            int handedOver = 0;
            for (int i = 0; i < RACES; i++) {
                holder.tell("close");
                next.tell("bind ipc://" + path());
                assertThat(holder.answer()).isEqualTo("ok");
                String bound = next.answer();
                if (bound.equals("ok")) {
                    handedOver++;
                } else {
                    assertThat(bound).isEqualTo("AddressInUse");
                    assertThat(names()).isEmpty();
                    assertThat(next.ask("bind ipc://" + path())).isEqualTo("ok");
                }
                assertThat(names()).as("hand-over %d", i).containsExactly("s");
                assertThat(holder.ask("dial ipc://" + path())).isEqualTo("ok");
                Helper last = holder;
                holder = next;
                next = last;
            }
            System.out.println("SocketFileTest: " + handedOver + " of " + RACES + " listeners took over at once");
        }
    }

    // ---- other users -----------------------------------------------------------------------------------------------

    private static void skipUnlessRoot() {
        skipUnless(System.getProperty("user.name").equals("root"), "it needs root");
    }

    /** A process of another user, in a directory that it can reach. */
    private Helper stranger() throws Exception {
        skipUnlessRoot();
        skipUnless(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Helper stranger = Helper.startAs(NOBODY);
        String hello = stranger.ask("hello");
        if (hello == null) {
            stranger.close();
        }
        skipUnless(hello != null, "another user cannot read the classes");
        return stranger;
    }

    @Test
    void keepsOtherUsersOutUnlessTheyAreAllowed() throws Exception {
        try (Helper stranger = stranger()) {
            Listening closed = listen(path());
            assertThat(stranger.ask("dial ipc://" + path())).isEqualTo("PermissionDenied");
            closed.acceptor().close();
            links.with(Options.IPC_PERMISSIONS, 0666);
            Listening open = listen(path());
            assertThat(stranger.ask("dial ipc://" + path())).isEqualTo("ok");
            assertThat(open.events().link().peerUser())
                    .hasValueSatisfying(user -> assertThat(user.getName()).isEqualTo("nobody"));
            open.acceptor().close();
            links.with(Options.IPC_PEER_USER, "root");
            Listening choosy = listen(path());
            stranger.ask("dial ipc://" + path());
            assertThat(choosy.events().failure().why()).isInstanceOf(SpException.AuthenticationError.class);
        }
    }

    @Test
    void isNotMadeWhereTheUserMayNotWrite() throws Exception {
        try (Helper stranger = stranger()) {
            assertThat(stranger.ask("bind ipc://" + path())).isEqualTo("PermissionDenied");
            assertThat(names()).isEmpty();
        }
    }

    /** As in /tmp, where the system protects links and files of others. */
    @Test
    void isMadeInADirectoryForAll() throws Exception {
        try (Helper stranger = stranger()) {
            Files.setAttribute(directory, "unix:mode", 01777);
            assertThat(stranger.ask("bind ipc://" + path())).isEqualTo("ok");
            assertThat(lstat(path()).get("uid")).isEqualTo(NOBODY);
            assertThatExceptionOfType(SpException.AddressInUse.class).isThrownBy(() -> listen(path()));
            assertThat(stranger.ask("close")).isEqualTo("ok");
            stale(path());
            assertThat(stranger.ask("bind ipc://" + path())).isEqualTo("AddressInUse");
            assertThat(names()).containsExactly("s");
        }
    }
}
