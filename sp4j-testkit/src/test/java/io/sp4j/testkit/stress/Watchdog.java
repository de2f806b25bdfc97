package io.sp4j.testkit.stress;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Shows what all threads do when a call hangs. */
final class Watchdog {
    private static final long PATIENCE_SECONDS = 30;

    /** Calls on the calling thread; a call that takes longer than any correct one is told with a dump of all threads. */
    <T> T guard(String what, Callable<T> call) throws Exception {
        CompletableFuture<String> hung =
                new CompletableFuture<String>().completeOnTimeout("", PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Void> alarm = hung.thenAccept(late -> {
            if (late.isEmpty()) {
                System.err.println(what + " hangs:\n" + threads());
            }
        });
        T result = call.call();
        boolean inTime = hung.complete("in time");
        alarm.join();
        if (!inTime) {
            throw new AssertionError(what + " took longer than " + PATIENCE_SECONDS + " s; what hung was printed");
        }
        return result;
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            text.append(entry.getKey()).append('\n');
            for (StackTraceElement frame : entry.getValue()) {
                text.append("    ").append(frame).append('\n');
            }
        }
        return text.toString();
    }
}
