package io.sp4j.transport.ipc;

import io.sp4j.ErrorCode;
import io.sp4j.SpException;
import io.sp4j.internal.io.IoFailures;
import io.sp4j.spi.Address;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file of a listening unix-domain socket, from its making to its removal.
 *
 * <pre>
 *   bind DIR/.spXXXX/s (directory 0700) -- chmod --> link to the final name --> remove DIR/.spXXXX
 *                                                       | taken
 *                                                       +--> with the lock: stale? remove it, link again : AddressInUse
 * </pre>
 *
 * <ol>
 *   <li>The socket listens and has its permissions before it can be found, and linking fails if the name is taken: there is
 *       no moment at which a stranger gets in or two listeners both win.
 *   <li>A file in the way is removed only under the lock ({@link LockFile}), and only if it is a socket, is ours, refuses
 *       connections, and is still the same file after all that. Nothing is followed.
 *   <li>On closing, the name goes before the socket stops listening, so that nobody takes it for stale meanwhile; and only
 *       if it still leads to our socket.
 *   <li>Where files cannot be linked, the final name is bound directly, and the permissions follow a moment later.
 * </ol>
 */
final class SocketFile {
    private static final Logger LOG = System.getLogger("io.sp4j.ipc");
    private static final int BACKLOG = 1_024;
    private static final int MOST_TRIES = 16;
    private static final String SOCKET_NAME = "s";
    private static final String DIRECTORY_PREFIX = ".sp";
    private static final int DIRECTORY_NUMBERS = 36 * 36 * 36 * 36;
    private static final int RADIX = 36;
    private static final int NO_OWNER = 0;

    private final Address address;
    private final Path path;
    private final int permissions;
    private final ServerSocketChannel channel;
    private Path boundName;

    /** This process' user, as the file system numbers it. */
    private int owner;

    private Optional<FileId> id = Optional.empty();

    private SocketFile(IpcAddress address, int permissions, int owner, ServerSocketChannel channel) {
        this.address = address.address();
        this.path = address.path();
        this.permissions = permissions;
        this.owner = owner;
        this.channel = channel;
        this.boundName = path;
    }

    /**
     * Binds a channel of its own and makes the file.
     *
     * @param permissions as chmod takes them
     * @throws SpException saying what is in the way and what to do
     */
    static SocketFile create(IpcAddress address, int permissions) {
        if (address.path().getFileName() == null) {
            throw address.address().invalid("the path names no file");
        }
        try {
            SocketFile file = open(address, permissions, NO_OWNER);
            if (!FileId.isUnix(address.path())) {
                file.bindDirectly();
                return file;
            }
            if (file.linked(address)) {
                return file;
            }
            SocketFile second = open(address, permissions, file.owner);
            second.bindDirectly();
            return second;
        } catch (IOException | UnsupportedOperationException e) {
            throw IoFailures.of("listen at " + address.address(), e, code -> advice(code, address.path()));
        }
    }

    private static String advice(ErrorCode code, Path path) {
        return switch (code) {
            case NO_ENTRY -> "; the directory must exist";
            case PERMISSION_DENIED -> "; the directory of the file must be writable for this process";
            default -> "";
        };
    }

    // ---- making, through a temporary name --------------------------------------------------------------------------

    /** Answers whether this file system can do it; if not, the channel is closed. */
    private boolean linked(IpcAddress listening) throws IOException {
        boolean done = false;
        try {
            Path directory = makeDirectory(listening);
            Path temporary = directory.resolve(SOCKET_NAME);
            try {
                bindTemporary(temporary);
                done = publish(temporary);
            } finally {
                Files.deleteIfExists(temporary);
                Files.deleteIfExists(directory);
            }
        } finally {
            if (!done) {
                channel.close();
            }
        }
        return done;
    }

    private static SocketFile open(IpcAddress address, int permissions, int owner) throws IOException {
        return new SocketFile(address, permissions, owner, ServerSocketChannel.open(StandardProtocolFamily.UNIX));
    }

    private static Path makeDirectory(IpcAddress address) throws IOException {
        int last = DIRECTORY_NUMBERS - 1;
        address.checkTemporaryName(sibling(address.path(), last).resolve(SOCKET_NAME));
        for (int i = 0; ; i++) {
            Path directory = sibling(address.path(), ThreadLocalRandom.current().nextInt(DIRECTORY_NUMBERS));
            try {
                return Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                if (i == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static Path sibling(Path path, int number) {
        String digits = Integer.toString(DIRECTORY_NUMBERS + number, RADIX).substring(1);
        return path.resolveSibling(DIRECTORY_PREFIX + digits);
    }

    private void bindTemporary(Path temporary) throws IOException {
        channel.bind(UnixDomainSocketAddress.of(temporary), BACKLOG);
        boundName = temporary;
        setPermissions(temporary);
        id = FileId.at(temporary);
        owner = id.map(FileId::owner).orElse(NO_OWNER);
    }

    /** Gives the socket its final name; answers whether this file system can. */
    private boolean publish(Path temporary) throws IOException {
        try {
            if (tryLink(temporary)) {
                return true;
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return false;
        }
        isStale();
        LockFile lock = LockFile.take(path, owner);
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                removeStale();
                if (tryLink(temporary)) {
                    return true;
                }
            }
        } finally {
            lock.close();
        }
        throw inUse("others take the name again and again");
    }

    private boolean tryLink(Path temporary) throws IOException {
        try {
            Files.createLink(path, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    // ---- making, directly ------------------------------------------------------------------------------------------

    private void bindDirectly() throws IOException {
        try {
            if (!tryBind()) {
                replaceStale();
            }
            setPermissions(path);
            id = FileId.at(path);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void replaceStale() throws IOException {
        isStale();
        LockFile lock = LockFile.take(path, owner);
        try {
            removeStale();
            if (!tryBind()) {
                throw inUse("another was quicker");
            }
        } finally {
            lock.close();
        }
    }

    private boolean tryBind() throws IOException {
        try {
            channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            return true;
        } catch (BindException e) {
            if (IoFailures.code(e) == ErrorCode.ADDRESS_IN_USE) {
                return false;
            }
            throw e;
        }
    }

    private void setPermissions(Path file) throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
            Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
            PosixFilePermission[] all = PosixFilePermission.values(); // from the owner's r to the others' x
            for (int i = 0; i < all.length; i++) {
                if ((permissions >> (all.length - 1 - i) & 1) != 0) {
                    set.add(all[i]);
                }
            }
            Files.setPosixFilePermissions(file, set);
        }
    }

    // ---- what is in the way ----------------------------------------------------------------------------------------

    private void removeStale() throws IOException {
        if (isStale()) {
            Files.deleteIfExists(path);
        }
    }

    /** Whether there is a file and it may be removed. */
    private boolean isStale() throws IOException {
        Optional<FileId> there = FileId.at(path);
        if (there.isEmpty()) {
            return false;
        }
        FileId file = there.get();
        if (!file.isSocket()) {
            throw inUse("a " + file.kind() + " has this name and is left alone; remove it or choose another path");
        }
        if (file.owner() != owner) {
            throw inUse("the socket there belongs to another user");
        }
        if (!refuses(path)) {
            throw inUse("another listener has it; close that one or choose another path");
        }
        return file.isAt(path);
    }

    private static boolean refuses(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return false;
        } catch (IOException e) {
            return IoFailures.code(e) == ErrorCode.CONNECTION_REFUSED;
        }
    }

    private SpException inUse(String why) {
        return ErrorCode.ADDRESS_IN_USE.exception("listen at " + address + ": " + why);
    }

    // ---- the file while it lives -----------------------------------------------------------------------------------

    ServerSocketChannel channel() {
        return channel;
    }

    /** The name under which the channel was bound, which accepted connections report as their local address. */
    Path boundName() {
        return boundName;
    }

    /** Removes the name if it is still ours; before the channel is closed. */
    void remove() {
        try {
            if (id.isPresent() && id.get().isAt(path)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "SP-IPC-FILE-LEFT: cannot remove " + address + ": " + e);
        }
    }

    /** Removes the name and closes the channel. */
    void discard() {
        remove();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a channel failed", e);
        }
    }
}
