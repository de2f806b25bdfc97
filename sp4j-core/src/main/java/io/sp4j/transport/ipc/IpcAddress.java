package io.sp4j.transport.ipc;

import io.sp4j.spi.Address;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A checked address of a unix-domain socket. The path is what follows {@code ipc://} or {@code unix://}, nothing
 * decoded, nothing folded; relative paths are relative to the working directory.
 */
final class IpcAddress {
    /** The longest path that the JDK hands to the system. A listener's temporary name must fit as well. */
    static final int MAX_PATH_BYTES = 106;

    private final Address address;
    private final Path path;

    private IpcAddress(Address address, Path path) {
        this.address = address;
        this.path = path;
    }

    /**
     * Checks an address, the same way for listening and dialing.
     *
     * @throws io.sp4j.SpException.AddressInvalid if the path is empty, too long, or no path on this system
     * @throws io.sp4j.SpException.NotSupported if the scheme is another, above all {@code abstract}
     */
    static IpcAddress of(Address address) {
        if (!address.scheme().equals("ipc") && !address.scheme().equals("unix")) {
            throw address.noTransport();
        }
        String text = address.rest();
        if (text.isEmpty()) {
            throw address.invalid("the path is missing");
        }
        if (text.indexOf('\0') >= 0) {
            throw address.invalid("the path contains a NUL character");
        }
        int bytes = text.getBytes(fileNames()).length;
        if (bytes > MAX_PATH_BYTES) {
            throw address.invalid("the path has " + bytes + " bytes, more than the " + MAX_PATH_BYTES + " allowed");
        }
        try {
            return new IpcAddress(address, Path.of(text));
        } catch (InvalidPathException e) {
            throw address.invalid("the path is not one of this system", e);
        }
    }

    /**
     * Refuses to listen where the name under which a listener first binds would be too long for the system.
     *
     * @throws io.sp4j.SpException.AddressInvalid saying how long the directory's path may be
     */
    void checkTemporaryName(Path temporary) {
        int bytes = temporary.toString().getBytes(fileNames()).length;
        if (bytes > MAX_PATH_BYTES) {
            throw address.invalid("the path of its directory is " + (bytes - MAX_PATH_BYTES)
                    + " bytes too long for a listener, which also needs a temporary name there of at most "
                    + MAX_PATH_BYTES + " bytes");
        }
    }

    /** The encoding in which the JDK gives file names to the system; Java 17 has no other way to ask for it. */
    private static Charset fileNames() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    Address address() {
        return address;
    }

    Path path() {
        return path;
    }
}
