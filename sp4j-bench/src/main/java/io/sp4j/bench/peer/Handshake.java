package io.sp4j.bench.peer;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What a bare TCP client says so that a REP listener takes it for an idle requester. */
public enum Handshake {
    /** nng's Scalability Protocols: eight bytes each way. */
    SP {
        @Override
        public void shake(Socket socket) throws IOException {
            socket.getOutputStream().write(new byte[] {0, 'S', 'P', 0, 0, 0x30, 0, 0});
            byte[] answer = new byte[8];
            new DataInputStream(socket.getInputStream()).readFully(answer);
            if (answer[1] != 'S' || answer[2] != 'P' || answer[5] != 0x31) {
                throw new IOException("not an SP replier");
            }
        }
    },
    /** ZeroMQ's ZMTP 3.0 with the NULL mechanism: greeting, then READY, each way. */
    ZMTP {
        @Override
        public void shake(Socket socket) throws IOException {
            byte[] greeting = new byte[64];
            greeting[0] = (byte) 0xff;
            greeting[9] = 0x7f;
            greeting[10] = 3;
            System.arraycopy("NULL".getBytes(StandardCharsets.US_ASCII), 0, greeting, 12, 4);
            byte[] ready = "\5READY\13Socket-Type\0\0\0\3REQ".getBytes(StandardCharsets.US_ASCII);
            OutputStream out = socket.getOutputStream();
            out.write(greeting);
            out.write(new byte[] {0x04, (byte) ready.length});
            out.write(ready);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(greeting);
            int flags = in.readUnsignedByte();
            byte[] command = new byte[in.readUnsignedByte()];
            in.readFully(command);
            if (flags != 0x04 || command[0] != 5 || command[1] != 'R') {
                throw new IOException("not a ZMTP 3 replier");
            }
        }
    };

    /** Both directions of the handshake; returns once the listener has finished its part. */
    public abstract void shake(Socket socket) throws IOException;
}
