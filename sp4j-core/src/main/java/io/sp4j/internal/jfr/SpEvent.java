package io.sp4j.internal.jfr;

import io.sp4j.SpSocket;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** What all events tell: whose they are. */
@Category("sp4j")
@StackTrace(false)
abstract class SpEvent extends Event {
    @Label("Socket")
    @Description("Name of the socket")
    String socket = "";

    @Label("Protocol")
    @Description("What the socket speaks, such as req")
    String protocol = "";

    /** The event is about this socket. */
    void of(SpSocket facade) {
        socket = facade.name();
        protocol = facade.protocol().wireName();
    }
}
