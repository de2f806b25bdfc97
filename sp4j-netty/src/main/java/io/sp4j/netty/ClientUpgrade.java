package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.Options;
import io.sp4j.spi.Address;
import io.sp4j.spi.LinkConfig;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Asks a server for the upgrade and judges its answer. Redirects are not followed, extensions not asked for. */
final class ClientUpgrade implements Upgrade {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 16;
    private static final int SWITCHING = 101;
    private static final int STATUS_DIGITS = 3;
    private static final String VERSION = "HTTP/1.1 ";

    private final LinkConfig config;
    private final String subProtocol;
    private final String request;
    private final String key;

    /** For one connection to {@code to}, whose server is called {@code host} in the request. */
    ClientUpgrade(Address to, String host, LinkConfig config) {
        this.config = config;
        byte[] nonce = new byte[KEY_BYTES];
        RANDOM.nextBytes(nonce);
        key = Base64.getEncoder().encodeToString(nonce);
        subProtocol = HttpText.subProtocol(config.protocol().peer());
        String path = to.path().isEmpty() ? "/" : to.path();
        request = "GET "
                + HttpText.escaped(path + to.query().map(query -> "?" + query).orElse("")) + " HTTP/1.1" + HttpText.END
                + "Host: " + host + HttpText.END
                + "Upgrade: websocket" + HttpText.END
                + "Connection: Upgrade" + HttpText.END
                + "Sec-WebSocket-Key: " + key + HttpText.END
                + "Sec-WebSocket-Version: 13" + HttpText.END
                + "Sec-WebSocket-Protocol: " + subProtocol + HttpText.END
                + HttpText.fields(Options.WS_REQUEST_HEADERS.name(), config.get(Options.WS_REQUEST_HEADERS))
                + HttpText.END;
    }

    @Override
    public boolean isClient() {
        return true;
    }

    @Override
    public ByteBuf request() {
        return HttpText.bytes(request);
    }

    @Override
    public Done judge(HttpHead head, NettyLink link) throws WsFault {
        int status = status(head.first());
        String told = head.atMostOne("sec-websocket-protocol").orElse("");
        if (!told.isEmpty() && !told.equalsIgnoreCase(subProtocol)) {
            throw mismatch("the server speaks " + HttpText.shown(told) + ", not " + subProtocol);
        }
        if (status != SWITCHING) {
            throw refused(status);
        }
        require(head.lists("connection", "upgrade"), "does not switch the connection");
        require(head.atMostOne("upgrade").orElse("").equalsIgnoreCase("websocket"), "does not switch to WebSocket");
        require(
                head.atMostOne("sec-websocket-accept").orElse("").equals(HttpText.accept(key)),
                "has a wrong Sec-WebSocket-Accept");
        require(!head.has("sec-websocket-extensions"), "has an extension that was not asked for");
        if (told.isEmpty()) {
            throw mismatch("the server names no sub-protocol, it is no " + subProtocol);
        }
        return new Done(config, null);
    }

    private static int status(String line) throws WsFault {
        int end = VERSION.length() + STATUS_DIGITS;
        boolean sound = line.startsWith(VERSION)
                && line.length() >= end
                && (line.length() == end || line.charAt(end) == ' ')
                && line.substring(VERSION.length(), end).chars().allMatch(c -> c >= '0' && c <= '9');
        if (!sound) {
            throw fault(ErrorCode.PROTOCOL_ERROR, "the peer does not answer in HTTP/1.1");
        }
        return Integer.parseInt(line, VERSION.length(), end, 10);
    }

    private static WsFault refused(int status) {
        return switch (status) {
            case 401, 403 ->
                fault(ErrorCode.PERMISSION_DENIED, "the server does not let this client in, it answered " + status);
            case 404, 405 ->
                fault(ErrorCode.CONNECTION_REFUSED, "nobody listens at this path, the server answered " + status);
            default -> fault(ErrorCode.PROTOCOL_ERROR, "the server refused the upgrade, it answered " + status);
        };
    }

    private static void require(boolean right, String otherwise) throws WsFault {
        if (!right) {
            throw fault(ErrorCode.PROTOCOL_ERROR, "the answer of the server " + otherwise);
        }
    }

    private static WsFault mismatch(String detail) {
        return new WsFault(CloseReason.PROTOCOL_MISMATCH, ErrorCode.PROTOCOL_ERROR, 0, detail);
    }

    private static WsFault fault(ErrorCode code, String detail) {
        return new WsFault(CloseReason.BAD_HEADER, code, 0, detail);
    }

    @Override
    public @Nullable ByteBuf refusal(WsFault fault) {
        return null;
    }
}
