package io.sp4j.internal.jfr;

import io.sp4j.Dialer;
import io.sp4j.Listener;
import io.sp4j.Pipe;
import java.time.Duration;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A connection is up, its handshake done. */
@Name("sp4j.Connect")
@Label("Connection Up")
@Description("A connection is up, its handshake done")
final class ConnectEvent extends SpEvent {
    @Label("Pipe")
    @Description("Number of the connection")
    int pipe;

    @Label("Made By")
    @Description("dialer or listener")
    String madeBy = "";

    @Label("Endpoint")
    @Description("URL of the dialer or listener that made the connection")
    String endpoint = "";

    @Label("Local Address")
    String local = "";

    @Label("Remote Address")
    String remote = "";

    @Label("Handshake Time")
    @Description("From the connection's being made to the end of its handshake")
    @Timespan(Timespan.NANOSECONDS)
    long handshakeTime;

    void tell(Pipe up, Duration handshake) {
        of(up.socket());
        pipe = up.id();
        madeBy = up.dialer().isPresent() ? "dialer" : "listener";
        endpoint = up.dialer()
                .map(Dialer::url)
                .or(() -> up.listener().map(Listener::url))
                .orElse("");
        local = up.local().toString();
        remote = up.remote().toString();
        handshakeTime = handshake.toNanos();
        commit();
    }
}
