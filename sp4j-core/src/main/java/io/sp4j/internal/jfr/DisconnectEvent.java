package io.sp4j.internal.jfr;

import io.sp4j.CloseReason;
import io.sp4j.Pipe;
import io.sp4j.PipeStats;
import java.time.Duration;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A connection that was up has ended. */
@Name("sp4j.Disconnect")
@Label("Connection Ended")
@Description("A connection that was up has ended")
final class DisconnectEvent extends SpEvent {
    @Label("Pipe")
    @Description("Number of the connection")
    int pipe;

    @Label("Remote Address")
    String remote = "";

    @Label("Reason")
    @Description("Short name of the reason, as in the counters")
    String reason = "";

    @Label("Detail")
    @Description("The reason in words")
    String detail = "";

    @Label("Age")
    @Description("How long the connection was up")
    @Timespan(Timespan.NANOSECONDS)
    long age;

    @Label("Messages Sent")
    long txMessages;

    @Label("Bytes Sent")
    @DataAmount
    long txBytes;

    @Label("Messages Received")
    long rxMessages;

    @Label("Bytes Received")
    @DataAmount
    long rxBytes;

    void tell(Pipe ended, CloseReason why, String inWords, Duration lived) {
        of(ended.socket());
        pipe = ended.id();
        remote = ended.remote().toString();
        reason = why.label();
        detail = inWords;
        age = lived.toNanos();
        PipeStats last = ended.stats();
        txMessages = last.txMessages();
        txBytes = last.txBytes();
        rxMessages = last.rxMessages();
        rxBytes = last.rxBytes();
        commit();
    }
}
