package io.sp4j.internal.jfr;

import io.sp4j.CloseReason;
import io.sp4j.Pipe;
import io.sp4j.SpAddress;
import io.sp4j.SpSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the events; loaded only where there is a Flight Recorder. */
final class JfrRecorder extends Recorder {
    // Asked whether their kind is recorded, never committed.
    private static final ConnectEvent CONNECT = new ConnectEvent();
    private static final DisconnectEvent DISCONNECT = new DisconnectEvent();
    private static final RejectEvent REJECT = new RejectEvent();
    private static final DialFailedEvent DIAL_FAILED = new DialFailedEvent();
    private static final ReconnectEvent RECONNECT = new ReconnectEvent();
    private static final StallEvent STALL = new StallEvent();
    private static final DropEvent DROP = new DropEvent();

    @Override
    public void connected(Pipe pipe, Duration handshake) {
        if (CONNECT.isEnabled()) {
            new ConnectEvent().tell(pipe, handshake);
        }
    }

    @Override
    public void disconnected(Pipe pipe, CloseReason why, String detail, Duration age) {
        if (DISCONNECT.isEnabled()) {
            new DisconnectEvent().tell(pipe, why, detail, age);
        }
    }

    @Override
    public void rejected(SpSocket socket, String endpoint, @Nullable SpAddress remote, CloseReason why, String detail) {
        if (REJECT.isEnabled()) {
            new RejectEvent().tell(socket, endpoint, remote, why, detail);
        }
    }

    @Override
    public Attempt dialing() {
        if (!DIAL_FAILED.isEnabled()) {
            return Attempt.UNRECORDED;
        }
        DialFailedEvent event = new DialFailedEvent();
        event.begin();
        return event;
    }

    @Override
    public Outage lost(CloseReason why) {
        if (!RECONNECT.isEnabled()) {
            return Outage.UNRECORDED;
        }
        ReconnectEvent event = new ReconnectEvent(why);
        event.begin();
        return event;
    }

    @Override
    public Wait sendWaits() {
        if (!STALL.isEnabled()) {
            return Wait.UNRECORDED;
        }
        StallEvent event = new StallEvent();
        event.begin();
        return event;
    }

    @Override
    public boolean recordsDrops() {
        return DROP.isEnabled();
    }

    @Override
    public Drops dropping() {
        DropEvent event = new DropEvent();
        event.begin();
        return event;
    }
}
