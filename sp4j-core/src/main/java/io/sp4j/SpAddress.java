package io.sp4j;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * One end of a pipe, or what a listener is bound to. The text forms are nng's: {@code 127.0.0.1:80}, {@code [::1]:80},
 * the path alone for ipc, {@code inproc[name]}. They are for reading; what can be dialed is the URL of a listener.
 */
public sealed interface SpAddress {
    /**
     * Tells the TCP port.
     *
     * @return 0 to 65535, or empty where there are no ports (inproc and ipc)
     */
    OptionalInt port();

    /**
     * An address within this JVM.
     *
     * @param name what follows {@code inproc://}, exactly; may be empty
     */
    record Inproc(String name) implements SpAddress {
        /**
         * Refuses null.
         *
         * @param name what follows {@code inproc://}
         */
        public Inproc {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.empty();
        }

        @Override
        public String toString() {
            return "inproc[" + name + "]";
        }
    }

    /**
     * A unix-domain socket in the file system.
     *
     * @param path as written in the URL; empty for the dialing end, which has no name
     */
    record Ipc(Path path) implements SpAddress {
        /**
         * Refuses null.
         *
         * @param path the path, empty for none
         */
        public Ipc {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.empty();
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * An address reached by plain TCP.
     *
     * @param address the host and port; the host may be a name that is not resolved
     */
    record Tcp(InetSocketAddress address) implements SpAddress {
        /**
         * Refuses null.
         *
         * @param address the host and port
         */
        public Tcp {
            Objects.requireNonNull(address, "address");
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(address.getPort());
        }

        @Override
        public String toString() {
            return AddressText.of(address);
        }
    }

    /**
     * An address reached by TLS over TCP.
     *
     * @param address the host and port; the host may be a name that is not resolved
     */
    record Tls(InetSocketAddress address) implements SpAddress {
        /**
         * Refuses null.
         *
         * @param address the host and port
         */
        public Tls {
            Objects.requireNonNull(address, "address");
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(address.getPort());
        }

        @Override
        public String toString() {
            return AddressText.of(address);
        }
    }

    /**
     * An address reached by WebSocket, with or without TLS.
     *
     * @param uri scheme {@code ws} or {@code wss}, host, port and path
     */
    record Ws(URI uri) implements SpAddress {
        private static final int WS_PORT = 80;
        private static final int WSS_PORT = 443;

        /**
         * Refuses null.
         *
         * @param uri the whole URL
         */
        public Ws {
            Objects.requireNonNull(uri, "uri");
        }

        @Override
        public OptionalInt port() {
            if (uri.getPort() >= 0) {
                return OptionalInt.of(uri.getPort());
            }
            String scheme = uri.getScheme();
            return OptionalInt.of(scheme != null && scheme.startsWith("wss") ? WSS_PORT : WS_PORT);
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }
}
