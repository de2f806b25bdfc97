package io.sp4j.interop;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;

/**
 * The functions of libnng that the tests call, named as there. Its handles are structures of one 32-bit id and travel as
 * that id, which is what the 64-bit calling conventions of Linux do with them. A result other than 0 is an error of nng.
 */
final class LibNng {
    static final int NONBLOCK = 2;
    static final int PIPE_PRE = 0;
    static final int PIPE_POST = 1;
    static final int PIPE_REMOVED = 2;

    /** nng calls it on a thread of its own. */
    interface PipeCallback extends Callback {
        void invoke(int pipe, int event, Pointer argument);
    }

    /** Apart from the other libraries: libnng has functions that are called as those of libnanomsg. */
    private static final int RTLD_LAZY = 1;

    private static final NativeLibrary LIBRARY =
            NativeLibrary.getInstance("nng", Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY));

    static {
        Native.register(LibNng.class, LIBRARY);
    }

    private LibNng() {}

    /** Calls {@code nng_pair0_open} or another function that opens a socket. */
    static int open(String function) {
        IntByReference socket = new IntByReference();
        check(LIBRARY.getFunction(function).invokeInt(new Object[] {socket}));
        return socket.getValue();
    }

    /** Fails with nng's words where a result is an error. */
    static void check(int result) {
        if (result != 0) {
            throw new NngException(result, nng_strerror(result));
        }
    }

    static native String nng_version();

    static native String nng_strerror(int code);

    static native int nng_close(int socket);

    static native int nng_listen(int socket, String url, IntByReference listener, int flags);

    static native int nng_dial(int socket, String url, IntByReference dialer, int flags);

    static native int nng_listener_create(IntByReference listener, int socket, String url);

    static native int nng_listener_set_string(int listener, String option, String value);

    static native int nng_listener_set_int(int listener, String option, int value);

    static native int nng_listener_start(int listener, int flags);

    static native int nng_dialer_create(IntByReference dialer, int socket, String url);

    static native int nng_dialer_set_string(int dialer, String option, String value);

    static native int nng_dialer_start(int dialer, int flags);

    static native int nng_dialer_close(int dialer);

    static native int nng_listener_close(int listener);

    static native int nng_listener_get_int(int listener, String option, IntByReference value);

    static native int nng_socket_set(int socket, String option, byte[] value, long length);

    static native int nng_socket_set_int(int socket, String option, int value);

    static native int nng_socket_set_ms(int socket, String option, int value);

    static native int nng_socket_set_size(int socket, String option, long value);

    static native int nng_sendmsg(int socket, Pointer message, int flags);

    static native int nng_recvmsg(int socket, PointerByReference message, int flags);

    static native int nng_ctx_open(IntByReference context, int socket);

    static native int nng_ctx_close(int context);

    static native void nng_ctx_send(int context, Pointer aio);

    static native void nng_ctx_recv(int context, Pointer aio);

    static native int nng_aio_alloc(PointerByReference aio, Pointer callback, Pointer argument);

    static native void nng_aio_free(Pointer aio);

    static native void nng_aio_wait(Pointer aio);

    static native int nng_aio_result(Pointer aio);

    static native void nng_aio_set_msg(Pointer aio, Pointer message);

    static native Pointer nng_aio_get_msg(Pointer aio);

    static native void nng_aio_set_timeout(Pointer aio, int milliseconds);

    static native int nng_msg_alloc(PointerByReference message, long size);

    static native void nng_msg_free(Pointer message);

    static native Pointer nng_msg_body(Pointer message);

    static native long nng_msg_len(Pointer message);

    static native Pointer nng_msg_header(Pointer message);

    static native long nng_msg_header_len(Pointer message);

    static native int nng_msg_header_append(Pointer message, byte[] words, long length);

    static native int nng_msg_get_pipe(Pointer message);

    static native int nng_pipe_notify(int socket, int event, PipeCallback callback, Pointer argument);

    static native int nng_pipe_close(int pipe);

    static native int nng_device(int one, int other);
}
