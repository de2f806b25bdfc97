package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sp4j.ErrorCode;
import io.sp4j.Protocol;
import io.sp4j.spi.Escapes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** What both sides of an upgrade write. */
final class HttpText {
    static final String END = "\r\n";

    private static final String SUBPROTOCOLS = ".sp.nanomsg.org";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String NOT_IN_URLS = "\"<>\\^`{|}";
    private static final int SHOWN = 64;

    private HttpText() {}

    /** The sub-protocol of a server whose socket speaks this. */
    static String subProtocol(Protocol server) {
        return server.wireName() + SUBPROTOCOLS;
    }

    /** What a server answers to a client's key. */
    static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1"); // prescribed, no secret depends on it
            byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    static ByteBuf bytes(CharSequence text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    /** A path and query as they stand in a request: other characters than URLs may have are escaped. */
    static String escaped(String text) {
        StringBuilder ascii = new StringBuilder();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b <= ' ' || b > '~' || NOT_IN_URLS.indexOf(b) >= 0) {
                ascii.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            } else {
                ascii.append((char) b);
            }
        }
        return ascii.toString();
    }

    /** A text that a peer sent, for a message. */
    static String shown(String text) {
        return "\"" + Escapes.escape(text, SHOWN) + "\"";
    }

    /**
     * Checks fields that the application wants in the head, one on each line.
     *
     * @param option its name, for the message
     * @return the fields as they are to be sent, each line ended; empty when there are none
     */
    static String fields(String option, String text) {
        StringBuilder all = new StringBuilder();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon));
            String value = line.substring(colon + 1).strip();
            if (!HttpHead.isToken(name) || value.chars().anyMatch(c -> c < ' ' && c != '\t' || c > '~')) {
                throw refused(option, line, "is not NAME: VALUE in printable ASCII");
            }
            if (isOurs(name.toLowerCase(Locale.ROOT))) {
                throw refused(option, line, "is a field that WebSocket itself sends");
            }
            all.append(name).append(": ").append(value).append(END);
        }
        return all.toString();
    }

    private static boolean isOurs(String name) {
        return switch (name) {
            case "host", "connection", "upgrade", "content-length", "transfer-encoding" -> true;
            default -> name.startsWith("sec-websocket-");
        };
    }

    private static RuntimeException refused(String option, String line, String why) {
        return ErrorCode.INVALID_OPERATION.exception("the option " + option + ": " + shown(line) + " " + why);
    }
}
