package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of an HTTP request or answer, read by the letter: lines end in CR LF, fields have a name, a colon and a value on one
 * line, and no more than 8 KiB, 4 KiB for the first line and 64 fields are taken. What different programs could read in
 * different ways is refused. Belongs to one connection's loop.
 */
final class HttpHead {
    static final int BAD_REQUEST = 400;
    static final int TOO_LARGE = 431;

    private static final int MOST_BYTES = 8 << 10;
    private static final int MOST_IN_FIRST_LINE = 4 << 10;
    private static final int MOST_FIELDS = 64;
    private static final int FIRST_BYTES = 512;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();
    private String first = "";
    private boolean done;

    private byte[] line = new byte[FIRST_BYTES];
    private int lineBytes;
    private int bytes;
    private boolean afterCr;

    /**
     * Takes input up to the empty line that ends the head, and nothing behind it.
     *
     * @return whether the head is whole
     */
    boolean take(ByteBuf in) throws WsFault {
        while (!done && in.isReadable()) {
            takeByte(in.readByte());
        }
        return done;
    }

    private void takeByte(byte b) throws WsFault {
        if (++bytes > MOST_BYTES) {
            throw fault(TOO_LARGE, "the head of HTTP has more than " + MOST_BYTES + " bytes");
        }
        if (afterCr) {
            if (b != '\n') {
                throw bad("a CR without LF");
            }
            afterCr = false;
            endLine();
        } else if (b == '\r') {
            afterCr = true;
        } else if (b >= 0 && b < ' ' && b != '\t' || b == 0x7f) {
            throw bad(b == '\n' ? "a LF without CR" : "a control character");
        } else {
            append(b);
        }
    }

    private void append(byte b) throws WsFault {
        if (first.isEmpty() && lineBytes == MOST_IN_FIRST_LINE) {
            throw fault(TOO_LARGE, "the first line of HTTP has more than " + MOST_IN_FIRST_LINE + " bytes");
        }
        if (lineBytes == line.length) {
            line = Arrays.copyOf(line, 2 * lineBytes);
        }
        line[lineBytes++] = b;
    }

    private void endLine() throws WsFault {
        String text = new String(line, 0, lineBytes, StandardCharsets.ISO_8859_1);
        lineBytes = 0;
        if (first.isEmpty()) {
            if (text.isEmpty()) {
                throw bad("an empty first line");
            }
            first = text;
        } else if (text.isEmpty()) {
            done = true;
        } else if (fields.size() == MOST_FIELDS) {
            throw fault(TOO_LARGE, "the head of HTTP has more than " + MOST_FIELDS + " fields");
        } else {
            fields.add(field(text));
        }
    }

    private static Field field(String text) throws WsFault {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw bad("a field without name or colon");
        }
        String name = text.substring(0, colon);
        if (!isToken(name)) {
            throw bad("a field whose name has a blank or another strange character");
        }
        return new Field(
                name.toLowerCase(Locale.ROOT), text.substring(colon + 1).strip());
    }

    /** Whether a text is what HTTP calls a token, at least one character. */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HttpHead::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_MARKS.indexOf(c) >= 0;
    }

    /** The first line. */
    String first() {
        return first;
    }

    boolean has(String name) {
        return fields.stream().anyMatch(field -> field.name.equals(name));
    }

    /** The value of a field that may be there once. */
    Optional<String> atMostOne(String name) throws WsFault {
        List<String> values = fields.stream()
                .filter(field -> field.name.equals(name))
                .map(Field::value)
                .toList();
        if (values.size() > 1) {
            throw bad("more than one field " + name);
        }
        return values.stream().findFirst();
    }

    /** Whether the list that a field holds, over all its lines, has an entry; letters may be small or large. */
    boolean lists(String name, String entry) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .flatMap(field -> Arrays.stream(field.value.split(",")))
                .anyMatch(value -> value.strip().equalsIgnoreCase(entry));
    }

    private static WsFault bad(String what) {
        return fault(BAD_REQUEST, "the head of HTTP has " + what);
    }

    private static WsFault fault(int answer, String detail) {
        return new WsFault(CloseReason.BAD_HEADER, ErrorCode.PROTOCOL_ERROR, answer, detail);
    }
}
