package io.sp4j.spi;

/** Which module has the transport of a scheme, for telling the user what to add. */
final class KnownSchemes {
    private static final int MAX_SCHEME = 32;

    private KnownSchemes() {}

    static String explain(String scheme) {
        String shown = "the scheme \"" + Escapes.escape(scheme, MAX_SCHEME) + "\" ";
        return switch (scheme) {
            case "tls+tcp", "tls+tcp4", "tls+tcp6", "ws", "ws4", "ws6", "wss", "wss4", "wss6" ->
                shown + "needs the module sp4j-netty: add it to the class path or module path";
            case "sim" -> shown + "needs the module sp4j-testkit: add it to the class path or module path";
            case "abstract" ->
                shown + "cannot be reached from pure Java (JDK sockets take file names only): use ipc://";
            case "inproc", "ipc", "unix", "tcp", "tcp4", "tcp6" ->
                shown
                        + "belongs to the module sp4j, but its entry in META-INF/services is missing: merge those"
                        + " files when jars are put together";
            default ->
                shown
                        + "is unknown: there are inproc, ipc, unix, tcp, tcp4, tcp6, and tls+tcp, ws and wss with the"
                        + " module sp4j-netty";
        };
    }
}
