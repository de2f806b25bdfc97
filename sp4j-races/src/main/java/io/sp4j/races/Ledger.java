package io.sp4j.races;

import io.sp4j.Message;
import org.jspecify.annotations.Nullable;

/** The numbers, 1 to 9, of the messages that one party took, in its order. Not for two threads at once. */
public final class Ledger {
    private long digits;

    /** A message with this number. */
    public static Message message(int number) {
        return Message.wrap(new byte[] {(byte) number});
    }

    /** Notes a message; whether there was one. */
    public boolean took(@Nullable Message m) {
        if (m == null) {
            return false;
        }
        digits = digits * 10 + m.byteAt(0);
        return true;
    }

    /** The numbers in the order noted, as one decimal number; 0 when there are none. */
    public long digits() {
        return digits;
    }

    /** "each once" if the parties together took the messages 1 to {@code count}, each of them in ascending order. */
    public static String verdict(int count, Ledger... parties) {
        int[] seen = new int[10];
        StringBuilder all = new StringBuilder();
        boolean ordered = true;
        for (Ledger party : parties) {
            String own = party.digits == 0 ? "" : Long.toString(party.digits);
            all.append('[').append(own).append(']');
            for (int i = 0; i < own.length(); i++) {
                seen[own.charAt(i) - '0']++;
                ordered &= i == 0 || own.charAt(i - 1) < own.charAt(i);
            }
        }
        for (int i = 1; i < seen.length; i++) {
            if (seen[i] != (i <= count ? 1 : 0)) {
                return (seen[i] == 0 ? "lost " : "twice ") + all;
            }
        }
        return ordered ? "each once" : "out of order " + all;
    }
}
