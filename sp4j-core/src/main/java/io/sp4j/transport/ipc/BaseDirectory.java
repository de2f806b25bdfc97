package io.sp4j.transport.ipc;

import io.sp4j.spi.Escapes;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory that paths may not leave, by {@code ..} or by symbolic links either. The directory itself may be reached
 * through links. Whoever may write below it could put a link there after the check: give it to nobody else.
 */
record BaseDirectory(Path path) {

    /** Whether there is no restriction. */
    boolean isNone() {
        return path.toString().isEmpty();
    }

    /**
     * Refuses an address outside; looks at the file system.
     *
     * @throws io.sp4j.SpException.AddressInvalid naming the part of the path that is wrong
     */
    void check(IpcAddress address) {
        if (isNone()) {
            return;
        }
        Path target = address.path().toAbsolutePath();
        for (Path name : target) {
            if (name.toString().equals("..")) {
                throw address.address().invalid("the path contains .. although there is a base directory");
            }
        }
        Path base = path.toAbsolutePath().normalize();
        Path inside = target.normalize();
        if (!inside.startsWith(base) || inside.equals(base)) {
            throw address.address().invalid("the path is not below the base directory " + shown(base));
        }
        Path at = base;
        for (Path name : base.relativize(inside)) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at)) {
                throw address.address().invalid("the path leads through the symbolic link " + shown(at));
            }
        }
    }

    private static String shown(Path path) {
        return Escapes.escape(path.toString(), IpcAddress.MAX_PATH_BYTES);
    }
}
