package io.sp4j.internal.jfr;

import io.sp4j.DropReason;
import io.sp4j.SpSocket;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Messages were dropped; those of one connection and reason within 100 ms come together. */
@Name("sp4j.Drop")
@Label("Messages Dropped")
@Description("Messages were dropped; those of one connection and reason within 100 ms come together")
final class DropEvent extends SpEvent implements Recorder.Drops {
    @Label("Pipe")
    @Description("Number of the connection that they came from or were to go to; 0 where none is known")
    int pipe;

    @Label("Reason")
    @Description("Short name of the reason, as in the counters")
    String reason = "";

    @Label("Count")
    long count;

    @Override
    public void over(SpSocket by, int from, DropReason why, long howMany) {
        end();
        if (shouldCommit()) {
            of(by);
            pipe = from;
            reason = why.label();
            count = howMany;
            commit();
        }
    }
}
