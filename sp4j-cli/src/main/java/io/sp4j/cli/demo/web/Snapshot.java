package io.sp4j.cli.demo.web;

import io.sp4j.DropReason;
import io.sp4j.cli.demo.web.Station.Trick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The topology at one moment, all that a page needs to show it. Rates are messages a second since the snapshot before.
 *
 * @param run differs between runs of the demo
 * @param number counts up from 1
 * @param pace messages a second of each sender, {@link Pace#FULL} for all they can
 * @param paused whether they pause
 * @param nodes the stations
 * @param links the connections between them
 * @param lanes the patterns
 * @param log what happened lately
 */
record Snapshot(
        String run,
        long number,
        int pace,
        boolean paused,
        List<Node> nodes,
        List<Wire> links,
        List<Track> lanes,
        List<Log.Entry> log) {

    /**
     * A station.
     *
     * @param id names it in commands
     * @param name for people
     * @param lane where it belongs
     * @param column where it stands in its lane
     * @param tricks what can be done to it
     * @param up whether it lives
     * @param slow whether it was made slow
     * @param rate messages that came in, or went out where nothing comes in
     * @param total the same since it first began
     * @param queued messages that wait in its queues
     * @param drops messages that went no further here, since it first began
     */
    record Node(
            String id,
            String name,
            Lane lane,
            int column,
            Set<Trick> tricks,
            boolean up,
            boolean slow,
            double rate,
            long total,
            long queued,
            Map<DropReason, Long> drops) {}

    /**
     * A connection.
     *
     * @param from the node that sends
     * @param to the node that receives
     * @param via the transport
     * @param up whether it is connected
     * @param rate messages that went over it
     * @param queued messages that wait for it
     * @param drops messages for it that were dropped, a second
     */
    record Wire(String from, String to, String via, boolean up, double rate, long queued, double drops) {}

    /**
     * What a lane achieves.
     *
     * @param lane which
     * @param sent messages made since the beginning
     * @param done messages that reached their goal
     * @param rate the same a second
     * @param p50 half of the messages took no longer
     * @param p99 99 of 100 took no longer
     */
    record Track(Lane lane, long sent, long done, double rate, Duration p50, Duration p99) {}
}
