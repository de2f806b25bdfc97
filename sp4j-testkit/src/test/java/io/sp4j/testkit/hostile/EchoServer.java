package io.sp4j.testkit.hostile;

import io.sp4j.Rep0;
import io.sp4j.SocketEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The main class of a child: echoes at the URL given, until its standard input ends. */
public final class EchoServer {

    private EchoServer() {}

    /**
     * Runs it.
     *
     * @param args the URL, and how many descriptors to hold besides
     */
    public static void main(String[] args) throws IOException {
        List<InputStream> held = new ArrayList<>();
        try (Rep0 server = Rep0.builder()
                .onEvent(SocketEvent.AcceptFailed.class, event -> System.out.println("accept failed"))
                .listen(args[0])
                .open()) {
            server.serve(request -> request, 4);
            for (int i = args.length > 1 ? Integer.parseInt(args[1]) : 0; i > 0; i--) {
                held.add(Files.newInputStream(Path.of("/dev/null")));
            }
            System.out.println("listening " + server.url());
            while (System.in.read() >= 0) {
                System.out.println(server.stats());
            }
        }
        System.out.println("released " + held.size());
    }
}
