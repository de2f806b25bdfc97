package io.sp4j.testkit;

import io.sp4j.Pair0;
import io.sp4j.SpException;
import java.util.List;

/** Opens and closes a connection over each transport that is there, so that what the JDK keeps open is open. */
final class WarmUp {

    private WarmUp() {}

    static void run() {
        for (String url : List.of("inproc://warm-up", "tcp://127.0.0.1:0")) {
            try (Pair0 a = Pair0.listening(url);
                    Pair0 b = Pair0.dialing(a.url())) {
                b.send("warm");
                a.recv();
            } catch (SpException.NotSupported e) {
                // this transport is not on the class path
            }
        }
    }
}
