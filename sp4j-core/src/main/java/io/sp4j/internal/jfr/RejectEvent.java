package io.sp4j.internal.jfr;

import io.sp4j.CloseReason;
import io.sp4j.SpAddress;
import io.sp4j.SpSocket;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A connection did not get through its handshake, or was refused after it. */
@Name("sp4j.Reject")
@Label("Connection Rejected")
@Description("A connection did not get through its handshake, or was refused after it")
final class RejectEvent extends SpEvent {
    @Label("Endpoint")
    @Description("URL of the dialer or listener that the connection was made by")
    String endpoint = "";

    @Label("Remote Address")
    @Description("Empty where it is not known")
    String remote = "";

    @Label("Reason")
    @Description("Short name of the reason, as in the counters")
    String reason = "";

    @Label("Detail")
    @Description("The reason in words")
    String detail = "";

    void tell(SpSocket by, String url, @Nullable SpAddress from, CloseReason why, String inWords) {
        of(by);
        endpoint = url;
        remote = from == null ? "" : from.toString();
        reason = why.label();
        detail = inWords;
        commit();
    }
}
