package io.sp4j.cli.cat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** How a body is printed, byte for byte as nngcat does. */
enum BodyFormat {
    /** Nothing is printed. */
    NO {
        @Override
        byte[] encode(byte[] body) {
            return new byte[0];
        }
    },

    /** The bytes as they are, without anything between messages. */
    RAW {
        @Override
        byte[] encode(byte[] body) {
            return body;
        }
    },

    /** What cannot be printed is a dot; no line feed. */
    ASCII {
        @Override
        byte[] encode(byte[] body) {
            byte[] text = body.clone();
            for (int i = 0; i < text.length; i++) {
                if (!isPrintable(text[i])) {
                    text[i] = '.';
                }
            }
            return text;
        }
    },

    /** A string literal of C and a line feed. */
    QUOTED {
        @Override
        byte[] encode(byte[] body) {
            StringBuilder text = new StringBuilder(body.length + 3).append('"');
            for (byte b : body) {
                switch (b) {
                    case '\n' -> text.append("\\n");
                    case '\r' -> text.append("\\r");
                    case '\t' -> text.append("\\t");
                    case '"', '\\' -> text.append('\\').append((char) b);
                    default -> {
                        if (isPrintable(b)) {
                            text.append((char) b);
                        } else {
                            appendHex(text, b);
                        }
                    }
                }
            }
            return text.append("\"\n").toString().getBytes(StandardCharsets.US_ASCII);
        }
    },

    /** A string literal of C with every byte in hexadecimal, and a line feed. */
    HEX {
        @Override
        byte[] encode(byte[] body) {
            StringBuilder text = new StringBuilder(4 * body.length + 3).append('"');
            for (byte b : body) {
                appendHex(text, b);
            }
            return text.append("\"\n").toString().getBytes(StandardCharsets.US_ASCII);
        }
    },

    /** MessagePack's bin 8, bin 16 or bin 32. */
    MSGPACK {
        @Override
        byte[] encode(byte[] body) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 5);
            int length = body.length;
            if (length < 0x100) {
                bytes.write(0xc4);
            } else if (length < 0x10000) {
                bytes.write(0xc5);
                bytes.write(length >>> 8);
            } else {
                bytes.write(0xc6);
                bytes.write(length >>> 24);
                bytes.write(length >>> 16);
                bytes.write(length >>> 8);
            }
            bytes.write(length);
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }
    };

    private static final String HEX_DIGITS = "0123456789abcdef";

    /** What is printed for this body, which may be the array itself. */
    abstract byte[] encode(byte[] body);

    /** The format of this name, such as {@code quoted}. */
    static Optional<BodyFormat> named(String name) {
        for (BodyFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static boolean isPrintable(byte b) {
        return b >= 0x20 && b < 0x7f;
    }

    private static void appendHex(StringBuilder text, byte b) {
        text.append("\\x").append(HEX_DIGITS.charAt((b >> 4) & 0xf)).append(HEX_DIGITS.charAt(b & 0xf));
    }
}
