/**
 * nng's Scalability Protocols in pure Java: sockets, protocols, and the transports inproc, ipc and tcp.
 */
@SuppressWarnings("module") // the test kit is built after this module
module io.sp4j {
    requires jdk.net; // without it the JDK has neither TCP_KEEPIDLE nor SO_PEERCRED
    requires static jdk.jfr; // events of the Flight Recorder, where the JVM has it
    requires static org.jspecify;

    exports io.sp4j;
    exports io.sp4j.spi;
    exports io.sp4j.internal.io to
            io.sp4j.netty,
            io.sp4j.testkit;
    exports io.sp4j.internal.protocol to
            io.sp4j.testkit;
    exports io.sp4j.internal.turn to
            io.sp4j.testkit;
    exports io.sp4j.internal.wire to
            io.sp4j.netty,
            io.sp4j.testkit;
    exports io.sp4j.transport.tcp to
            io.sp4j.netty;

    uses io.sp4j.spi.Transport;

    provides io.sp4j.spi.Transport with
            io.sp4j.transport.inproc.InprocTransport,
            io.sp4j.transport.ipc.IpcTransport,
            io.sp4j.transport.tcp.TcpTransport;
}
