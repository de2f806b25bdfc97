package io.sp4j.transport.ipc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which file is at a path, links not followed: enough to tell whether it is still the same one, and whether it may be
 * removed.
 *
 * @param identity device and inode, or the time of creation where there are none
 * @param kind what the file is, in words
 * @param owner the owner's number, 0 where there is none
 */
record FileId(Object identity, String kind, int owner) {
    private static final String SOCKET = "socket";
    private static final String UNIX = "unix";
    private static final int KIND_MASK = 0170000;
    private static final Map<Integer, String> KINDS = Map.of(
            0140000, SOCKET,
            0120000, "symbolic link",
            0100000, "regular file",
            0060000, "block device",
            0040000, "directory",
            0020000, "character device",
            0010000, "FIFO");

    /** Whether the file system has modes, owners and inodes. */
    static boolean isUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains(UNIX);
    }

    /** The file at a path, or empty when there is none. */
    static Optional<FileId> at(Path path) throws IOException {
        try {
            return Optional.of(isUnix(path) ? unix(path) : basic(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static FileId unix(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:dev,ino,mode,uid", LinkOption.NOFOLLOW_LINKS);
        int mode = number(found, "mode");
        return new FileId(
                List.of(found.get("dev"), found.get("ino")),
                KINDS.getOrDefault(mode & KIND_MASK, "special file"),
                number(found, "uid"));
    }

    private static int number(Map<String, Object> found, String attribute) {
        Object value = Objects.requireNonNull(found.get(attribute), attribute);
        return (Integer) value;
    }

    private static FileId basic(Path path) throws IOException {
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String kind = found.isRegularFile()
                ? "regular file"
                : found.isDirectory() ? "directory" : found.isSymbolicLink() ? "symbolic link" : SOCKET;
        return new FileId(found.creationTime(), kind, 0);
    }

    /** Whether this very file is still at the path. */
    boolean isAt(Path path) throws IOException {
        return at(path).filter(now -> now.identity.equals(identity) && now.kind.equals(kind))
                .isPresent();
    }

    boolean isSocket() {
        return kind.equals(SOCKET);
    }
}
