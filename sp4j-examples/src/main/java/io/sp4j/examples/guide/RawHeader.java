package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A raw socket shows what other sockets hide: here the request id in front of a question, which the answer brings back. */
// prints: the answer to request 0x80000007: 42
public final class RawHeader {
    public static void main(String[] args) {
        byte[] id = ByteBuffer.allocate(Integer.BYTES).putInt(0, 0x80000007).array();
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                RawSocket req = RawSocket.builder(Protocol.REQ0).dial(rep.url()).open()) {
            rep.serve(question -> Message.of("42"), 1);
            req.send(Message.of("what is the answer?").withHeader(id));
            Message answer = req.recv(Duration.ofSeconds(10));
            int answered = ByteBuffer.wrap(answer.header()).getInt();
            System.out.printf("the answer to request 0x%08x: %s%n", answered, answer.text());
        }
    }
}
