package io.sp4j.transport.ipc;

import io.sp4j.ErrorCode;
import io.sp4j.internal.io.SystemClock;
import io.sp4j.spi.Escapes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to judge and remove a stale socket file, held by one process at a time: a lock on {@code <path>.lock}, which
 * is there only meanwhile.
 *
 * <ol>
 *   <li>Only the process that made the lock file removes it, while it holds the lock. A file that was there before is
 *       neither written nor removed: it is somebody else's, or left by a process that was killed just then, and does no
 *       harm.
 *   <li>Whoever gets the lock makes sure that the file it locked is still the one at the path: it opens the path again
 *       and tries to lock that too. Java refuses exactly when it is the same file. If it is another one, that is the one
 *       to hold.
 *   <li>A process loses its locks on a file when it closes any channel of that file, so all are kept until the end.
 *   <li>Links are not followed, and only an ordinary file of one's own is opened.
 * </ol>
 */
final class LockFile implements AutoCloseable {
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long PAUSE_NANOS = 2_000_000L;
    private static final int SHOWN = 256;
    private static final String SUFFIX = ".lock";
    private static final Set<OpenOption> EXISTING =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> FRESH = Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW,
            LinkOption.NOFOLLOW_LINKS);

    /** Locks of files are between processes; this token, tried like them, is between the threads of this one. */
    private static final AtomicBoolean TAKEN_IN_THIS_PROCESS = new AtomicBoolean();

    private final Path path;
    private final int owner;
    private @Nullable FileChannel held;
    private @Nullable FileChannel witness;
    private boolean made;
    private boolean hasToken;

    private LockFile(Path path, int owner) {
        this.path = path;
        this.owner = owner;
    }

    /**
     * Waits for the lock of a socket file, at most two seconds.
     *
     * @param owner this process' user
     * @throws io.sp4j.SpException.AddressInUse if others keep it or something else has its name
     */
    static LockFile take(Path socketFile, int owner) throws IOException {
        LockFile lock = new LockFile(socketFile.resolveSibling(socketFile.getFileName() + SUFFIX), owner);
        try {
            lock.acquire();
            return lock;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void acquire() throws IOException {
        long deadline = SystemClock.now() + PATIENCE_NANOS;
        boolean interrupted = Thread.interrupted();
        try {
            while (!tryAcquire()) {
                if (SystemClock.now() - deadline > 0) {
                    throw ErrorCode.ADDRESS_IN_USE.exception(
                            "another is about to listen here and keeps " + shown() + " locked; try again");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tryAcquire() throws IOException {
        if (!hasToken) {
            hasToken = TAKEN_IN_THIS_PROCESS.compareAndSet(false, true);
            if (!hasToken) {
                return false;
            }
        }
        if (held == null) {
            held = open(FRESH);
            made = held != null;
            if (held == null) {
                held = open(EXISTING);
            }
        }
        if (held == null) {
            return false;
        }
        if (!tryLock(held)) {
            if (!made) {
                dropHeld();
            }
            return false;
        }
        return isStillThere();
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // another copy of this class in this JVM
            return false;
        }
    }

    private boolean isStillThere() throws IOException {
        FileChannel there = open(EXISTING);
        if (there == null) {
            dropHeld();
            return false;
        }
        try {
            if (there.tryLock() != null) {
                dropHeld();
                held = there;
                return isStillThere();
            }
            there.close();
            dropHeld();
            return false;
        } catch (OverlappingFileLockException e) {
            witness = there;
            return true;
        }
    }

    private void dropHeld() throws IOException {
        FileChannel dropped = held;
        held = null;
        made = false;
        if (dropped != null) {
            dropped.close();
        }
    }

    private @Nullable FileChannel open(Set<OpenOption> how) throws IOException {
        try {
            if (how == EXISTING) {
                FileId there = FileId.at(path).orElse(null);
                if (there == null) {
                    return null;
                }
                if (!there.kind().equals("regular file") || there.owner() != owner) {
                    throw ErrorCode.ADDRESS_IN_USE.exception(shown() + ", which is needed as a lock, is a "
                            + there.kind() + " that is not ours; remove it");
                }
                return FileChannel.open(path, how);
            }
            return FileChannel.open(path, how, ownerOnly());
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            return null;
        }
    }

    private String shown() {
        return Escapes.escape(path.toString(), SHOWN);
    }

    private FileAttribute<?>[] ownerOnly() {
        return FileId.isUnix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() throws IOException {
        try {
            if (made && witness != null) {
                Files.deleteIfExists(path);
            }
        } finally {
            try {
                dropHeld();
                if (witness != null) {
                    witness.close();
                }
            } finally {
                if (hasToken) {
                    TAKEN_IN_THIS_PROCESS.set(false);
                }
            }
        }
    }
}
