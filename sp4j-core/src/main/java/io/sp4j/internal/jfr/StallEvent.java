package io.sp4j.internal.jfr;

import io.sp4j.ErrorCode;
import io.sp4j.SpSocket;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A send had to wait, for a peer or for room; the duration is the wait. */
@Name("sp4j.Stall")
@Label("Send Stalled")
@Description("A send had to wait, for a peer or for room; the duration is the wait")
@Threshold("20 ms")
final class StallEvent extends SpEvent implements Recorder.Wait {
    @Label("Outcome")
    @Description("sent, or the short name of the error")
    String outcome = "";

    @Label("Pipes")
    @Description("How many connections the socket had when the wait was over")
    int pipes;

    @Override
    public void over(SpSocket by, @Nullable ErrorCode failure) {
        end();
        if (shouldCommit()) {
            of(by);
            outcome = failure == null ? "sent" : failure.name();
            pipes = by.pipes().size();
            commit();
        }
    }
}
