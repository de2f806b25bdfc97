package io.sp4j.cli.demo.web;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.SpException;
import io.sp4j.cli.demo.web.Station.Trick;
import java.util.Optional;
import java.util.Set;

/**
 * Does what the page asks for. A request is one of these, its answer {@code ok} or {@code no: } and why not:
 *
 * <pre>
 *   pause | resume
 *   pace NUMBER                     messages a second of each sender; 0 = as many as they can
 *   kill | start | slow | fast ID   the station
 *   reset                           everything as it was at the beginning
 * </pre>
 */
final class Controls implements AutoCloseable {
    /** What can be asked for. */
    private static final Set<Integer> PACES = Set.of(100, 1_000, 10_000, Pace.FULL);

    private final Rep0 socket;
    private final Topology topology;
    private final Log log;

    /** Answers on a socket that is its own from now on. */
    Controls(Rep0 socket, Topology topology, Log log) {
        this.socket = socket;
        this.topology = topology;
        this.log = log;
        socket.serve(request -> Message.of(answer(request.text())), 1);
    }

    private String answer(String request) {
        String[] words = request.split(" ", 3);
        try {
            return words.length == 1
                    ? all(words[0])
                    : words.length == 2 ? one(words[0], words[1]) : no("too many words");
        } catch (SpException e) {
            return no(String.valueOf(e.getMessage()));
        }
    }

    private String all(String verb) {
        switch (verb) {
            case "pause", "resume" -> {
                topology.pace().paused(verb.equals("pause"));
                log.add(verb.equals("pause") ? "Senders pause" : "Senders go on");
            }
            case "reset" -> {
                topology.reset();
                log.add("Everything is as it was at the beginning");
            }
            default -> {
                return no("there is no such command");
            }
        }
        return "ok";
    }

    private String one(String verb, String object) {
        if (verb.equals("pace")) {
            return pace(object);
        }
        Optional<Station> station = topology.station(object);
        if (station.isEmpty()) {
            return no("there is no such station");
        }
        return switch (verb) {
            case "kill", "start" -> trick(station.get(), Trick.KILL, verb);
            case "slow", "fast" -> trick(station.get(), Trick.SLOW, verb);
            default -> no("there is no such command");
        };
    }

    private String pace(String number) {
        Optional<Integer> pace = PACES.stream()
                .filter(possible -> String.valueOf(possible).equals(number))
                .findFirst();
        if (pace.isEmpty()) {
            return no("there is no such pace");
        }
        topology.pace().perSecond(pace.get());
        log.add(
                pace.get() == Pace.FULL
                        ? "Senders send as fast as they can"
                        : "Senders send " + number + " messages a second each");
        return "ok";
    }

    private String trick(Station station, Trick trick, String verb) {
        if (!station.tricks().contains(trick)) {
            return no("that cannot be done to " + station.name());
        }
        switch (verb) {
            case "kill" -> station.kill();
            case "start" -> station.start();
            default -> station.slow(verb.equals("slow"));
        }
        log.add(station.name() + " " + done(verb));
        return "ok";
    }

    private static String done(String verb) {
        return switch (verb) {
            case "kill" -> "was killed";
            case "start" -> "was started again";
            case "slow" -> "is slow now";
            default -> "is fast again";
        };
    }

    private static String no(String why) {
        return "no: " + why;
    }

    @Override
    public void close() {
        socket.close();
    }
}
