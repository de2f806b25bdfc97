package io.sp4j.examples.guide;

import io.sp4j.Codec;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.SpException;
import java.time.Duration;

/** Objects instead of bytes: a codec of your own says how they look on the wire. */
// prints: Point[x=3, y=4]
// prints: not a point: BadType
public final class TypedMessages {
    record Point(int x, int y) {}

    private static final Codec<Point> POINTS = new Codec<>() {
        @Override
        public byte[] encode(Point point) {
            return new byte[] {(byte) point.x(), (byte) point.y()};
        }

        @Override
        public Point decode(Message message) {
            return new Point(message.byteAt(0), message.byteAt(1));
        }
    };

    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Pair0 a = Pair0.listening("tcp://127.0.0.1:0");
                Pair0 b = Pair0.dialing(a.url())) {
            b.send(Message.of(new Point(3, 4), POINTS));
            System.out.println(a.recv(patience).decode(POINTS));
            b.send("?");
            try {
                a.recv(patience).decode(POINTS);
            } catch (SpException.BadType e) {
                System.out.println("not a point: BadType");
            }
        }
    }
}
