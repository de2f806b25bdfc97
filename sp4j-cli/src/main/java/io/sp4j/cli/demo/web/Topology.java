package io.sp4j.cli.demo.web;

import io.sp4j.cli.demo.web.Station.Trick;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Everything that runs: three lanes of stations, over tcp, ipc and inproc. */
final class Topology implements AutoCloseable {
    private static final Set<Trick> NOTHING = EnumSet.noneOf(Trick.class);
    private static final Set<Trick> ANYTHING = EnumSet.allOf(Trick.class);
    private static final int FIRST_PACE = 1_000;

    private final Path directory;
    private final Pace pace = new Pace(FIRST_PACE);
    private final Map<Lane, Stopwatch> watches = new EnumMap<>(Lane.class);
    private final List<Station> stations = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /** Starts it; its socket files are made in a directory that is there. */
    Topology(Path directory) {
        this.directory = directory;
        for (Lane lane : Lane.values()) {
            watches.put(lane, new Stopwatch());
        }
        startWork();
        startNews();
        startQuestions();
    }

    private void startWork() {
        Stopwatch watch = watch(Lane.WORK);
        Place collected = ipc("collector");
        Station collector =
                start("collector", Lane.WORK, 2, Set.of(Trick.SLOW), self -> Lives.collector(self, watch, collected));
        List<Place> places = List.of(tcp(), ipc("worker-2"), inproc("worker-3"));
        List<Station> workers = new ArrayList<>();
        for (Place place : places) {
            Station worker = start("worker", Lane.WORK, 1, ANYTHING, self -> Lives.worker(self, place, collected));
            links.add(new Link(worker, collector, collected.url()));
            workers.add(worker);
        }
        for (int i = 0; i < 2; i++) {
            link(
                    start("producer", Lane.WORK, 0, NOTHING, self -> Lives.producer(self, pace, watch, places)),
                    workers,
                    places);
        }
    }

    private void startNews() {
        Stopwatch watch = watch(Lane.NEWS);
        List<Place> places = List.of(tcp(), ipc("subscriber-2"), inproc("subscriber-3"));
        List<Station> subscribers = new ArrayList<>();
        for (Place place : places) {
            subscribers.add(start("subscriber", Lane.NEWS, 1, ANYTHING, self -> Lives.subscriber(self, watch, place)));
        }
        link(
                start("publisher", Lane.NEWS, 0, NOTHING, self -> Lives.publisher(self, pace, watch, places)),
                subscribers,
                places);
    }

    private void startQuestions() {
        Stopwatch watch = watch(Lane.QUESTIONS);
        List<Place> places = List.of(tcp(), ipc("answerer-2"));
        List<Station> answerers = new ArrayList<>();
        for (Place place : places) {
            answerers.add(start("answerer", Lane.QUESTIONS, 1, ANYTHING, self -> Lives.answerer(self, place)));
        }
        for (int i = 0; i < 2; i++) {
            link(
                    start("asker", Lane.QUESTIONS, 0, NOTHING, self -> Lives.asker(self, pace, watch, places)),
                    answerers,
                    places);
        }
    }

    private Station start(String role, Lane lane, int column, Set<Trick> tricks, Function<Station, Life> birth) {
        long number = 1
                + stations.stream()
                        .filter(other -> other.id().startsWith(role + "-"))
                        .count();
        Station station = new Station(role + "-" + number, role + " " + number, lane, column, tricks, birth);
        station.start();
        stations.add(station);
        return station;
    }

    private void link(Station from, List<Station> to, List<Place> places) {
        for (int i = 0; i < places.size(); i++) {
            links.add(new Link(from, to.get(i), places.get(i).url()));
        }
    }

    private static Place tcp() {
        return new Place("tcp://127.0.0.1:0");
    }

    private Place ipc(String name) {
        return new Place("ipc://" + directory.resolve(name + ".ipc"));
    }

    /** The directory's name keeps two topologies in one process apart. */
    private Place inproc(String name) {
        return new Place("inproc://" + directory.getFileName() + "/" + name);
    }

    Pace pace() {
        return pace;
    }

    Stopwatch watch(Lane lane) {
        return Optional.ofNullable(watches.get(lane)).orElseThrow();
    }

    List<Station> stations() {
        return List.copyOf(stations);
    }

    List<Link> links() {
        return List.copyOf(links);
    }

    Optional<Station> station(String id) {
        return stations.stream().filter(station -> station.id().equals(id)).findFirst();
    }

    /** All live, none is slow, and the pace is the first one. */
    void reset() {
        pace.paused(false);
        pace.perSecond(FIRST_PACE);
        for (Station station : stations) {
            station.slow(false);
            station.start();
        }
    }

    /** Senders end first, so that nobody dials in vain. */
    @Override
    public void close() {
        for (int i = stations.size() - 1; i >= 0; i--) {
            stations.get(i).kill();
        }
    }
}
