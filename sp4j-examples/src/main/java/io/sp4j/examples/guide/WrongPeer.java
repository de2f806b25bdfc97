package io.sp4j.examples.guide;

import io.sp4j.DialMode;
import io.sp4j.Pub0;
import io.sp4j.Req0;
import io.sp4j.SpException;

/** Two protocols that do not fit are found out when they meet. */
// prints: ProtocolError, naming both: true true
public final class WrongPeer {
    public static void main(String[] args) {
        try (Pub0 pub = Pub0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.open()) {
            req.dial(pub.url(), DialMode.BLOCKING);
        } catch (SpException.ProtocolError e) {
            String told = e.toString();
            System.out.println("ProtocolError, naming both: " + told.contains("req0") + " " + told.contains("pub0"));
        }
    }
}
