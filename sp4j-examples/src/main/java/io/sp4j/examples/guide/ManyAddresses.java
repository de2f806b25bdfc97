package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One server, reached within the process, on the same machine and over the network at the same time. */
// prints: inproc: hello from next door
// prints: ipc: hello from next door
// prints: tcp: hello from next door
public final class ManyAddresses {
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("sp4j");
        try (Rep0 rep = Rep0.open()) {
            rep.listen("inproc://next-door");
            rep.listen("ipc://" + directory.resolve("next-door"));
            rep.listen("tcp://127.0.0.1:0");
            rep.serve(request -> Message.of("hello from next door"), 1);
            for (var listener : rep.listeners()) {
                try (Req0 req = Req0.dialing(listener.url())) {
                    String scheme = listener.url().substring(0, listener.url().indexOf(':'));
                    Message answer = req.request("knock", Duration.ofSeconds(10));
                    System.out.println(scheme + ": " + answer.text());
                }
            }
        }
        Files.delete(directory);
    }
}
