package io.sp4j.examples.guide;

import io.sp4j.CloseReport;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import java.time.Duration;

/** Close without losing what was accepted: a thousand jobs are pushed, the pusher closes at once, all of them arrive. */
// prints: closed, everything written: true, unsent: 0
// prints: received 1000 jobs, the last is job 1000
public final class GracefulShutdown {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Pull0 pull = Pull0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .recvTimeout(patience)
                        .open();
                Push0 push = Push0.dialing(pull.url())) {
            for (int i = 1; i <= 1000; i++) {
                push.send("job " + i);
            }
            // try-with-resources would wait for a second; here it is ten, and we want to know how it went
            CloseReport report = push.close(patience);
            System.out.println("closed, everything written: " + report.isComplete() + ", unsent: " + report.unsent());
            String last = "";
            for (int i = 1; i <= 1000; i++) {
                last = pull.recv().text();
            }
            System.out.println("received 1000 jobs, the last is " + last);
        }
    }
}
