package io.sp4j.internal.protocol;

/**
 * How much waits in the queues of a socket or context.
 *
 * @param unread received messages that wait for a receiver
 * @param mostUnread the most that ever waited in one queue
 * @param unsent accepted messages that wait for a pipe
 * @param mostUnsent the most that ever waited in one queue
 */
public record Depths(int unread, int mostUnread, int unsent, int mostUnsent) {
    /** Of somebody without a queue. */
    public static final Depths NONE = new Depths(0, 0, 0, 0);

    static Depths unread(int now, int most) {
        return new Depths(now, most, 0, 0);
    }

    static Depths unsent(int now, int most) {
        return new Depths(0, 0, now, most);
    }

    /** What waits in both; the marks are those of the fullest queue. */
    public Depths and(Depths other) {
        return new Depths(
                unread + other.unread,
                Math.max(mostUnread, other.mostUnread),
                unsent + other.unsent,
                Math.max(mostUnsent, other.mostUnsent));
    }

    /** What is left when the queues are gone. */
    public Depths marks() {
        return new Depths(0, mostUnread, 0, mostUnsent);
    }
}
