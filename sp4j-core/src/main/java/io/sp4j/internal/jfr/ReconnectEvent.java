package io.sp4j.internal.jfr;

import io.sp4j.CloseReason;
import io.sp4j.Dialer;
import io.sp4j.Pipe;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A dialer has a connection again; the duration is the time without one. */
@Name("sp4j.Reconnect")
@Label("Reconnected")
@Description("A dialer has a connection again; the duration is the time without one")
final class ReconnectEvent extends SpEvent implements Recorder.Outage {
    @Label("Pipe")
    @Description("Number of the new connection")
    int pipe;

    @Label("URL")
    String url = "";

    @Label("Reason")
    @Description("Why the connection before had ended")
    String reason = "";

    @Label("Failed Attempts")
    long failedAttempts;

    ReconnectEvent() {}

    ReconnectEvent(CloseReason lostBy) {
        reason = lostBy.label();
    }

    @Override
    public void over(Pipe again, long failed) {
        end();
        if (shouldCommit()) {
            of(again.socket());
            pipe = again.id();
            url = again.dialer().map(Dialer::url).orElse("");
            failedAttempts = failed;
            commit();
        }
    }
}
