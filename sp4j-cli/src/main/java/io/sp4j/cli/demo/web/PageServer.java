package io.sp4j.cli.demo.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;

/** Serves the page, to this machine only: a few known paths, with a policy that lets the page load nothing else. */
final class PageServer implements AutoCloseable {
    private static final int MISDIRECTED = 421;
    private static final Map<String, String> PATHS = Map.of(
            "/", "index.html",
            "/page.css", "page.css",
            "/page.js", "page.js",
            "/favicon.svg", "favicon.svg");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final HttpServer server;
    private final int port;

    /** Takes the port, or a free one for 0, and serves from then on. */
    PageServer(int wantedPort) throws IOException {
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wantedPort), 0);
        port = server.getAddress().getPort();
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** The names under which a browser may know this server. */
    private Set<String> hosts() {
        return Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** Where the page may come from, as a browser says it. */
    String origins() {
        return "http://127.0.0.1:" + port + ",http://localhost:" + port;
    }

    /** The port of the page's WebSockets; the page knows that too. */
    int socketPort() {
        return port + 1;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            String file = PATHS.get(exchange.getRequestURI().getPath());
            String method = exchange.getRequestMethod();
            if (host == null || !hosts().contains(host)) {
                exchange.sendResponseHeaders(MISDIRECTED, -1);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_BAD_METHOD, -1);
            } else if (file == null) {
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, -1);
            } else {
                send(exchange, file, method.equals("GET"));
            }
        }
    }

    private void send(HttpExchange exchange, String file, boolean withBody) throws IOException {
        byte[] body = read(file);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", TYPES.get(file.substring(file.lastIndexOf('.') + 1)));
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", policy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, withBody ? body.length : -1);
        if (withBody) {
            exchange.getResponseBody().write(body);
        }
    }

    private String policy() {
        String sockets = "ws://127.0.0.1:" + socketPort() + " ws://localhost:" + socketPort();
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src " + sockets
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static byte[] read(String file) {
        try (InputStream in = PageServer.class.getResourceAsStream("page/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no resource page/" + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
