package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Receiver;
import io.sp4j.Sender;
import io.sp4j.SpSocket;

/** One of ours in the place of a peer's, for what is tried both ways round. */
record OurSocket(SpSocket socket) implements PeerSocket {

    @Override
    public String listen(String url) {
        return socket.listen(url).url();
    }

    @Override
    public void dial(String url) {
        socket.dial(url, DialMode.BACKGROUND);
    }

    @Override
    public void awaitPipe() {
        socket.awaitPipes(1, HANG);
    }

    @Override
    public void send(byte[] body) {
        ((Sender) socket).send(Message.of(body), HANG);
    }

    @Override
    public byte[] recv() {
        return ((Receiver) socket).recv(HANG).bytes();
    }

    @Override
    public void close() {
        socket.close();
    }
}
