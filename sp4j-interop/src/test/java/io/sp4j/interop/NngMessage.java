package io.sp4j.interop;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;

/**
 * What nng received or is to send, copied out of its memory.
 *
 * @param header the words in front of the body that its protocol, or a raw socket's user, sees
 * @param body what the user of a cooked socket sees
 * @param pipe where it came from
 */
record NngMessage(byte[] header, byte[] body, int pipe) {

    static NngMessage of(byte[] header, byte[] body) {
        return new NngMessage(header, body, 0);
    }

    /** Copies one of nng's and frees it. */
    static NngMessage take(Pointer message) {
        try {
            return new NngMessage(
                    bytes(LibNng.nng_msg_header(message), LibNng.nng_msg_header_len(message)),
                    bytes(LibNng.nng_msg_body(message), LibNng.nng_msg_len(message)),
                    LibNng.nng_msg_get_pipe(message));
        } finally {
            LibNng.nng_msg_free(message);
        }
    }

    /** A message of nng's with this content; who sends it no longer owns it. */
    Pointer give() {
        PointerByReference to = new PointerByReference();
        LibNng.check(LibNng.nng_msg_alloc(to, body.length));
        Pointer message = to.getValue();
        LibNng.nng_msg_body(message).write(0, body, 0, body.length);
        LibNng.check(LibNng.nng_msg_header_append(message, header, header.length));
        return message;
    }

    /** The header as numbers. */
    int[] words() {
        ByteBuffer bytes = ByteBuffer.wrap(header);
        int[] words = new int[header.length / Integer.BYTES];
        bytes.asIntBuffer().get(words);
        return words;
    }

    private static byte[] bytes(Pointer from, long length) {
        return length == 0 ? new byte[0] : from.getByteArray(0, Math.toIntExact(length));
    }
}
