package io.sp4j.netty;

/** How many control frames a peer may send: a hundred a second, and two hundred at once after a rest. */
final class WsControlRate {
    private static final int MOST = 200;
    private static final long NANOS_EACH = 10_000_000;

    private long allowedFrom;

    WsControlRate(long nowNanos) {
        allowedFrom = nowNanos - MOST * NANOS_EACH;
    }

    /** Counts one; answers whether it is within the rate. */
    boolean admit(long nowNanos) {
        if (nowNanos - allowedFrom > MOST * NANOS_EACH) {
            allowedFrom = nowNanos - MOST * NANOS_EACH;
        }
        allowedFrom += NANOS_EACH;
        return allowedFrom - nowNanos <= 0;
    }
}
