package io.sp4j.bench.run;

import io.sp4j.bench.peer.Handshake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Connections that have shaken hands and then say nothing. */
final class IdleClients implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final List<Socket> sockets = new ArrayList<>();

    /** Opens the connections one after the other, so that no listen backlog matters. */
    void open(String url, int connections, Handshake handshake) throws IOException {
        URI uri = URI.create(url);
        for (int i = 0; i < connections; i++) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoLinger(true, 0); // closing leaves no port waiting
            socket.setSoTimeout(TIMEOUT_MILLIS);
            handshake.shake(socket);
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
