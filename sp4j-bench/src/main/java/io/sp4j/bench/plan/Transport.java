package io.sp4j.bench.plan;

import java.nio.file.Path;

/** What carries the messages; the name is the scheme of its URLs. */
public enum Transport {
    TCP("tcp"),
    IPC("ipc"),
    INPROC("inproc"),
    TLS("tls+tcp"),
    WS("ws"),
    WSS("wss");

    private final String scheme;

    Transport(String scheme) {
        this.scheme = scheme;
    }

    public String scheme() {
        return scheme;
    }

    public boolean needsKeys() {
        return this == TLS || this == WSS;
    }

    /** Where a listener listens: any port, or a socket file of that name in the directory. */
    public String url(Path directory, String file) {
        return switch (this) {
            case TCP, TLS -> scheme + "://127.0.0.1:0";
            case WS, WSS -> scheme + "://127.0.0.1:0/bench";
            case IPC -> "ipc://" + directory.resolve(file);
            case INPROC -> "inproc://bench";
        };
    }

    public static Transport named(String scheme) {
        for (Transport transport : values()) {
            if (transport.scheme.equals(scheme)) {
                return transport;
            }
        }
        throw new IllegalArgumentException("unknown transport " + scheme);
    }
}
