package io.sp4j.spi;

import io.sp4j.CloseReason;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import org.jspecify.annotations.Nullable;

/** Hears about connections that an endpoint made or failed to make. */
@SuppressWarnings("exports") // annotations for tools only
public interface LinkListener {

    /**
     * A connection is up and its handshake is done. The receiver calls {@link Link#start} or {@link Link#close} before
     * the handshake deadline; until then nothing is read.
     *
     * @param link not started yet
     */
    void opened(Link link);

    /**
     * An attempt to connect failed, or an accepted connection did not get through its handshake.
     *
     * @param why for the application: what failed, on what address
     * @param remote the peer, if one was reached
     * @param reason why the connection ended, or null when there was none or it could not be accepted
     */
    void failed(@Nullable SpAddress remote, @Nullable CloseReason reason, SpException why);
}
