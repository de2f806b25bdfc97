package io.sp4j.netty;

import io.sp4j.Rep0;
import io.sp4j.TlsConfig;
import java.io.IOException;
import java.nio.file.Path;

/** A server in a JVM of its own: prints where it listens, echoes, and ends with its standard input. */
final class TlsEchoServer {
    private TlsEchoServer() {}

    /** The argument is the file of its certificate and key. */
    public static void main(String[] args) throws IOException {
        TlsConfig tls = TlsConfig.builder().identity(Path.of(args[0])).build();
        try (Rep0 server =
                Rep0.builder().tls(tls).listen("tls+tcp://127.0.0.1:0").open()) {
            server.serve(request -> request, 2);
            System.out.println(server.url());
            while (System.in.read() >= 0) {
                // goes on
            }
        }
    }
}
