package io.sp4j.cli.demo.web;

/**
 * A connection of the topology, which the sending side has dialed, so that all about it is in that side's counters.
 *
 * @param from who sends
 * @param to who receives
 * @param url the address that is dialed
 */
record Link(Station from, Station to, String url) {

    /** The transport. */
    String via() {
        return url.substring(0, url.indexOf(':'));
    }
}
