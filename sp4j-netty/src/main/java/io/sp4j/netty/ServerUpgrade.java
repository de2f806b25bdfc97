package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.SpException;
import io.sp4j.spi.Address;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a request for the upgrade and answers it; the answer repeats nothing of the request. */
final class ServerUpgrade implements Upgrade {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_GET = 405;
    private static final int CLOSING = 503;
    private static final int NOT_1_1 = 505;
    private static final int KEY_BYTES = 16;
    private static final int PARTS = 3;
    private static final String PAGE = "This is a WebSocket listener of the Scalability Protocols." + HttpText.END;

    private final WsServer server;
    private final boolean loopback;
    private @Nullable WsSite site;

    /** For one connection, which came over the loopback interface or not. */
    ServerUpgrade(WsServer server, boolean loopback) {
        this.server = server;
        this.loopback = loopback;
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public @Nullable ByteBuf request() {
        return null;
    }

    @Override
    public Done judge(HttpHead head, NettyLink link) throws WsFault {
        String[] parts = head.first().split(" ", -1);
        require(parts.length == PARTS && HttpHead.isToken(parts[0]), "the first line is none of HTTP");
        if (!parts[2].equals("HTTP/1.1")) {
            throw fault(NOT_1_1, "the request is not of HTTP/1.1");
        }
        if (!parts[0].equals("GET")) {
            throw fault(NOT_GET, "the request is no GET");
        }
        require(!head.has("content-length") && !head.has("transfer-encoding"), "the request has a body");
        String host = head.atMostOne("host").orElse("");
        require(!host.isEmpty(), "the request has no field host");
        WsSite found = route(parts[1]);
        site = found;
        link.answerTo(
                found.listener(),
                WsKind.withPath(link.local(), found.path()),
                WsKind.withPath(link.remote(), found.path()));
        checkOrigin(found, head, host);
        String key = checkKey(head);
        checkSubProtocol(found, head);
        return new Done(found.config(), HttpText.bytes(answer(found, key)));
    }

    private WsSite route(String target) throws WsFault {
        // nng leaves out the path that its URL leaves out
        require(target.isEmpty() || target.startsWith("/"), "the target of the request is no path");
        String path;
        try {
            path = WsSite.path(Address.parse("ws://host" + target));
        } catch (SpException e) {
            throw fault(HttpHead.BAD_REQUEST, "the path of the request is malformed");
        }
        Optional<WsSite> found = server.at(path);
        if (found.isEmpty()) {
            throw server.isEmpty()
                    ? refused(CLOSING, "the listener is closing")
                    : refused(NOT_FOUND, "the peer asked for a path that nobody listens at: " + HttpText.shown(path));
        }
        return found.get();
    }

    private void checkOrigin(WsSite to, HttpHead head, String host) throws WsFault {
        Optional<String> origin = head.atMostOne("origin");
        if (loopback && !to.origins().isHostOfThisMachine(host)) {
            throw refused(
                    FORBIDDEN,
                    "the host " + HttpText.shown(host) + " is no name of the loopback interface, as when a web page"
                            + " uses DNS to reach it; an allowed origin with this host would let it in");
        }
        if (origin.isPresent() && !to.origins().allows(origin.get(), host)) {
            throw refused(
                    FORBIDDEN,
                    "a web page of " + HttpText.shown(origin.get()) + " asked, which is not among the allowed origins");
        }
    }

    private static String checkKey(HttpHead head) throws WsFault {
        require(head.lists("upgrade", "websocket"), "the request is not for WebSocket");
        require(head.lists("connection", "upgrade"), "the request has no connection: upgrade");
        require(head.atMostOne("sec-websocket-version").orElse("").equals("13"), "the version of WebSocket is not 13");
        String key = head.atMostOne("sec-websocket-key").orElse("");
        try {
            require(Base64.getDecoder().decode(key).length == KEY_BYTES, "the key is not of 16 bytes");
        } catch (IllegalArgumentException e) {
            throw fault(HttpHead.BAD_REQUEST, "the key is not in base 64");
        }
        return key;
    }

    private static void checkSubProtocol(WsSite to, HttpHead head) throws WsFault {
        String asked = head.atMostOne("sec-websocket-protocol").orElse("");
        String ours = HttpText.subProtocol(to.config().protocol());
        if (!asked.equalsIgnoreCase(ours)) {
            throw new WsFault(
                    CloseReason.PROTOCOL_MISMATCH,
                    ErrorCode.PROTOCOL_ERROR,
                    HttpHead.BAD_REQUEST,
                    "the peer asked for the sub-protocol " + HttpText.shown(asked) + ", here is " + ours);
        }
    }

    private static String answer(WsSite to, String key) {
        return "HTTP/1.1 101 Switching Protocols" + HttpText.END
                + "Upgrade: websocket" + HttpText.END
                + "Connection: Upgrade" + HttpText.END
                + "Sec-WebSocket-Accept: " + HttpText.accept(key) + HttpText.END
                + "Sec-WebSocket-Protocol: " + HttpText.subProtocol(to.config().protocol()) + HttpText.END
                + to.fields()
                + HttpText.END;
    }

    @Override
    public ByteBuf refusal(WsFault fault) {
        WsSite asked = site;
        String ours = asked == null || fault.reason() != CloseReason.PROTOCOL_MISMATCH
                ? ""
                : "Sec-WebSocket-Protocol: "
                        + HttpText.subProtocol(asked.config().protocol()) + HttpText.END;
        return HttpText.bytes("HTTP/1.1 " + status(fault.answer()) + HttpText.END
                + "Connection: close" + HttpText.END
                + "Content-Type: text/plain" + HttpText.END
                + "Content-Length: " + PAGE.length() + HttpText.END
                + ours
                + HttpText.END
                + PAGE);
    }

    private static String status(int answer) {
        return switch (answer) {
            case FORBIDDEN -> "403 Forbidden";
            case NOT_FOUND -> "404 Not Found";
            case NOT_GET -> "405 Method Not Allowed" + HttpText.END + "Allow: GET";
            case HttpHead.TOO_LARGE -> "431 Request Header Fields Too Large";
            case CLOSING -> "503 Service Unavailable";
            case NOT_1_1 -> "505 HTTP Version Not Supported";
            default -> "400 Bad Request" + HttpText.END + "Sec-WebSocket-Version: 13";
        };
    }

    private static void require(boolean right, String otherwise) throws WsFault {
        if (!right) {
            throw fault(HttpHead.BAD_REQUEST, otherwise);
        }
    }

    private static WsFault fault(int answer, String detail) {
        return new WsFault(CloseReason.BAD_HEADER, ErrorCode.PROTOCOL_ERROR, answer, detail);
    }

    private static WsFault refused(int answer, String detail) {
        return new WsFault(CloseReason.REFUSED, ErrorCode.CONNECTION_ABORTED, answer, detail);
    }
}
