package io.sp4j.spi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The part of a URL from the path on, {@code [/path][?query][#fragment]}, in the one spelling that nng gives it. */
record UrlTail(
        String path, @Nullable String query, @Nullable String fragment) {
    static final UrlTail NONE = new UrlTail("", null, null);

    private static final int ESCAPE = 3; // %XX
    private static final int FIRST_NON_ASCII = 0x80;

    static UrlTail parse(String url, String text) {
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? null : unescaped(url, "fragment", text.substring(hash + 1));
        String upToHash = hash < 0 ? text : text.substring(0, hash);
        int mark = upToHash.indexOf('?');
        String query = mark < 0 ? null : unescaped(url, "query", upToHash.substring(mark + 1));
        String path = unescaped(url, "path", mark < 0 ? upToHash : upToHash.substring(0, mark));
        return new UrlTail(resolved(path), query, fragment);
    }

    static boolean hasBlankOrControl(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || Character.isSpaceChar(c) || Character.isWhitespace(c));
    }

    /** Decodes what needs no escape and checks the rest: the result has one spelling and is sound UTF-8. */
    private static String unescaped(String url, String part, String text) {
        if (hasBlankOrControl(text)) {
            throw Address.invalid(url, "the " + part + " contains a blank or control character", null);
        }
        try {
            ByteBuffer in = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            ByteArrayOutputStream out = new ByteArrayOutputStream(in.remaining());
            while (in.hasRemaining()) {
                byte next = in.get();
                if (next == '%') {
                    writeEscape(url, part, in, out);
                } else {
                    out.write(next);
                }
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Address.invalid(url, "the " + part + " is not sound UTF-8", e);
        }
    }

    private static void writeEscape(String url, String part, ByteBuffer in, ByteArrayOutputStream out) {
        if (in.remaining() < ESCAPE - 1) {
            throw Address.invalid(url, "the " + part + " ends within an escape %XX", null);
        }
        int high = in.get();
        int low = in.get();
        if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
            throw Address.invalid(url, "the " + part + " has a % that two hexadecimal digits do not follow", null);
        }
        int value = HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
        if (isUnreserved(value)) {
            out.write(value);
        } else {
            out.write('%');
            out.write(Character.toUpperCase(high));
            out.write(Character.toUpperCase(low));
        }
    }

    private static boolean isUnreserved(int value) {
        return value >= FIRST_NON_ASCII
                || value >= 'a' && value <= 'z'
                || value >= 'A' && value <= 'Z'
                || value >= '0' && value <= '9'
                || ".~_-".indexOf(value) >= 0;
    }

    /** Drops empty segments and {@code .}, lets {@code ..} take back the one before, and keeps the slash at the end. */
    private static String resolved(String path) {
        if (path.isEmpty()) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        boolean endsOpen = true;
        for (String segment : path.split("/", -1)) {
            endsOpen = segment.isEmpty() || segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!endsOpen) {
                kept.addLast(segment);
            }
        }
        String joined = "/" + String.join("/", kept);
        return endsOpen && !kept.isEmpty() ? joined + "/" : joined;
    }

    @Override
    public String toString() {
        return path + (query == null ? "" : "?" + query) + (fragment == null ? "" : "#" + fragment);
    }
}
