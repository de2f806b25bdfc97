package io.sp4j;

import java.time.Duration;

/**
 * What became of the messages that a socket had accepted when it was closed.
 *
 * @param written messages written to the operating system while closing
 * @param unsent messages that were not: no pipe took them, or the linger time was over
 * @param unconfirmed pipes cut at the end of the linger time although their peer had not yet closed its side, so that
 *     bytes written last may not have reached it
 * @param took from the call until everything was closed
 */
public record CloseReport(long written, long unsent, int unconfirmed, Duration took) {

    /**
     * Whether every accepted message was written.
     *
     * @return true also when none was accepted; what is unconfirmed does not count
     */
    public boolean isComplete() {
        return unsent == 0;
    }
}
