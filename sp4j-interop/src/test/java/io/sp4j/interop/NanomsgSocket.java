package io.sp4j.interop;

import com.sun.jna.ptr.PointerByReference;
import io.sp4j.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/** A socket of libnanomsg. */
final class NanomsgSocket implements PeerSocket {
    private static final int DOMAIN_SP = 1;
    private static final Duration HANG = Duration.ofSeconds(60);

    private final int id;

    private NanomsgSocket(int id) {
        this.id = id;
    }

    static NanomsgSocket open(Protocol protocol) {
        NanomsgSocket socket = new NanomsgSocket(LibNanomsg.check(LibNanomsg.nn_socket(DOMAIN_SP, protocol.number())));
        socket.set(LibNanomsg.SOL_SOCKET, LibNanomsg.RCVTIMEO, millis(HANG));
        socket.set(LibNanomsg.SOL_SOCKET, LibNanomsg.SNDTIMEO, millis(HANG));
        socket.set(LibNanomsg.SOL_SOCKET, LibNanomsg.RECONNECT_IVL, millis(Duration.ofMillis(10)));
        if (protocol == Protocol.SUB0) {
            socket.set(protocol.number(), LibNanomsg.SUB_SUBSCRIBE, new byte[0]);
        } else if (protocol == Protocol.SURVEYOR0) {
            socket.set(protocol.number(), LibNanomsg.SURVEYOR_DEADLINE, millis(HANG));
        }
        return socket;
    }

    private static byte[] millis(Duration time) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(Math.toIntExact(time.toMillis()))
                .array();
    }

    private void set(int level, int option, byte[] value) {
        LibNanomsg.check(LibNanomsg.nn_setsockopt(id, level, option, value, value.length));
    }

    /** nanomsg does not tell the port that it got: another one that is free is taken. */
    @Override
    public String listen(String url) {
        try {
            String at = url.equals("tcp://127.0.0.1:0") ? Addresses.freeTcp() : url;
            LibNanomsg.check(LibNanomsg.nn_bind(id, at));
            return at;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void dial(String url) {
        LibNanomsg.check(LibNanomsg.nn_connect(id, url));
    }

    /** There is no event for it; its statistic is read until it says so. */
    @Override
    public void awaitPipe() {
        long start = System.nanoTime();
        while (LibNanomsg.nn_get_statistic(id, LibNanomsg.CURRENT_CONNECTIONS) < 1) {
            if (System.nanoTime() - start > HANG.toNanos()) {
                throw new AssertionError("nanomsg has no connection");
            }
            Thread.yield();
        }
    }

    @Override
    public void send(byte[] body) {
        LibNanomsg.check(LibNanomsg.nn_send(id, body, body.length, 0));
    }

    @Override
    public byte[] recv() {
        PointerByReference at = new PointerByReference();
        int length = LibNanomsg.check(LibNanomsg.nn_recv(id, at, LibNanomsg.ANY_SIZE, 0));
        byte[] body = at.getValue().getByteArray(0, length);
        LibNanomsg.check(LibNanomsg.nn_freemsg(at.getValue()));
        return body;
    }

    @Override
    public void close() {
        LibNanomsg.nn_close(id);
    }
}
