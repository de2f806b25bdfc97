package io.sp4j.bench;

/** What one child process does; the first argument of every worker, whatever its language. */
enum Role {
    /** Prints {@code VERSION name number} and exits. */
    VERSION("version"),
    /** Listens and receives messages. */
    ONE_WAY_RECEIVER("thr-recv"),
    /** Dials and sends messages as fast as it may. */
    ONE_WAY_SENDER("thr-send"),
    /** Listens and sends every message back. */
    ROUND_TRIP_ECHO("rtt-echo"),
    /** Dials, sends a message and waits for its echo, one at a time. */
    ROUND_TRIP_CLIENT("rtt-client"),
    /** Listens, waits for its subscribers and publishes as fast as it may. */
    FAN_OUT_PUBLISHER("fan-pub"),
    /** Dials with several subscribers, each with a thread of its own. */
    FAN_OUT_SUBSCRIBERS("fan-sub"),
    /** Listens for any number of requesters and reports its memory for each line of stdin. */
    IDLE_LISTENER("idle-listen");

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Role named(String wireName) {
        for (Role role : values()) {
            if (role.wireName.equals(wireName)) {
                return role;
            }
        }
        throw new IllegalArgumentException("unknown role " + wireName);
    }
}
