package io.sp4j.interop;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;
import java.util.Map;

/** The functions of libnanomsg that the tests call, named as there. A result below 0 is an error. */
final class LibNanomsg {
    static final int SOL_SOCKET = 0;
    static final int SNDTIMEO = 4;
    static final int RCVTIMEO = 5;
    static final int RECONNECT_IVL = 6;
    static final int SUB_SUBSCRIBE = 1;
    static final int SURVEYOR_DEADLINE = 1;
    static final int CURRENT_CONNECTIONS = 201;
    /** Receive into a buffer of nanomsg's, whatever its size. */
    static final long ANY_SIZE = -1;

    /** Apart from the other libraries: libnng has functions that are called as those of libnanomsg. */
    private static final int RTLD_LAZY = 1;

    private static final NativeLibrary LIBRARY =
            NativeLibrary.getInstance("nanomsg", Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY));

    static {
        Native.register(LibNanomsg.class, LIBRARY);
    }

    private LibNanomsg() {}

    /** The file it was loaded from. */
    static Path file() {
        return LIBRARY.getFile().toPath();
    }

    /** Fails with nanomsg's words where a result is an error. */
    static int check(int result) {
        if (result < 0) {
            throw new IllegalStateException("nanomsg: " + nn_strerror(nn_errno()));
        }
        return result;
    }

    static native int nn_errno();

    static native String nn_strerror(int code);

    static native int nn_socket(int domain, int protocol);

    static native int nn_close(int socket);

    static native int nn_setsockopt(int socket, int level, int option, byte[] value, long length);

    static native int nn_bind(int socket, String url);

    static native int nn_connect(int socket, String url);

    static native int nn_send(int socket, byte[] body, long length, int flags);

    static native int nn_recv(int socket, PointerByReference body, long length, int flags);

    static native int nn_freemsg(Pointer body);

    static native long nn_get_statistic(int socket, int statistic);
}
