package io.sp4j.examples.guide;

import io.sp4j.Device;
import io.sp4j.DeviceStats;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;

/** A client reaches a server through two devices in a row; the answer finds its way back by itself. */
// prints: hello, through two devices
// prints: the first device passed on 1 question and 1 answer
public final class DeviceChain {
    public static void main(String[] args) {
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                RawSocket farIn = RawSocket.open(Protocol.REP0);
                RawSocket farOut = RawSocket.open(Protocol.REQ0);
                RawSocket nearIn = RawSocket.open(Protocol.REP0);
                RawSocket nearOut = RawSocket.open(Protocol.REQ0)) {
            rep.serve(request -> Message.of(request.text() + ", through two devices"), 1);
            farOut.dial(rep.url());
            nearOut.dial(farIn.listen("tcp://127.0.0.1:0").url());
            String url = nearIn.listen("tcp://127.0.0.1:0").url();
            try (Device far = Device.start(farIn, farOut);
                    Device near = Device.start(nearIn, nearOut)) {
                try (Req0 req = Req0.dialing(url)) {
                    System.out.println(
                            req.request("hello", Duration.ofSeconds(10)).text());
                }
                near.close();
                DeviceStats stats = near.stats();
                System.out.println(
                        "the first device passed on " + stats.forward().messages() + " question and "
                                + stats.backward().messages() + " answer");
            }
        }
    }
}
