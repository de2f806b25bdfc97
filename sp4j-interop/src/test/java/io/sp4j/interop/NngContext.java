package io.sp4j.interop;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/** A context of a socket of libnng, with one operation at a time that is started and awaited. */
final class NngContext implements AutoCloseable {
    private static final int HANG_MILLIS = 60_000;

    private final int id;
    private final Pointer aio;

    NngContext(NngSocket socket) {
        IntByReference context = new IntByReference();
        LibNng.check(LibNng.nng_ctx_open(context, socket.id()));
        id = context.getValue();
        PointerByReference operation = new PointerByReference();
        LibNng.check(LibNng.nng_aio_alloc(operation, Pointer.NULL, Pointer.NULL));
        aio = operation.getValue();
        LibNng.nng_aio_set_timeout(aio, HANG_MILLIS);
    }

    /** Sends and waits until it is sent. */
    void send(byte[] body) {
        LibNng.nng_aio_set_msg(aio, NngMessage.of(new byte[0], body).give());
        LibNng.nng_ctx_send(id, aio);
        await();
    }

    /** Begins to receive. */
    void startRecv() {
        LibNng.nng_ctx_recv(id, aio);
    }

    /** Waits for what {@link #startRecv} receives. */
    byte[] awaitRecv() {
        await();
        return NngMessage.take(LibNng.nng_aio_get_msg(aio)).body();
    }

    private void await() {
        LibNng.nng_aio_wait(aio);
        LibNng.check(LibNng.nng_aio_result(aio));
    }

    @Override
    public void close() {
        LibNng.nng_ctx_close(id);
        LibNng.nng_aio_free(aio);
    }
}
