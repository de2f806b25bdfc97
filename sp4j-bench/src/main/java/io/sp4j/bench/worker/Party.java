package io.sp4j.bench.worker;

import io.sp4j.bench.plan.Role;
import java.util.ArrayList;
import java.util.List;

/** One side of a workload in this process: its sockets, and the threads that use them. */
final class Party {

    private interface Loop {
        void run(List<WorkerSocket> sockets, Lane lane);
    }

    private final WorkerLibrary library;
    private final PartyArgs args;
    private final Meter meter = new Meter();
    private final List<WorkerSocket> sockets = new ArrayList<>();
    private final byte[][] bodies;
    private String url = "";

    Party(WorkerLibrary library, PartyArgs args) {
        this.library = library;
        this.args = args;
        bodies = Bodies.of(args.size(), args.role == Role.SEND ? args.topics() : 0);
    }

    String name() {
        return args.party();
    }

    /** Where a dialer finds it. */
    String url() {
        return url;
    }

    void open() {
        url = args.url();
        if (args.role == Role.SERVE) {
            sockets.add(library.serve(args, meter.newLane()));
        } else if (args.role != Role.CONNECT && args.role != Role.ASK) {
            int count = args.listens() ? 1 : args.count();
            for (int i = 0; i < count; i++) {
                sockets.add(library.open(args));
            }
        }
        if (args.listens()) {
            url = sockets.get(0).url();
        }
    }

    /** Starts the threads and returns the figures of the measured time; the threads go on. */
    String measure() throws InterruptedException {
        switch (args.role) {
            case SERVE -> {} // has its threads already
            case ASK -> library.ask(args, bodies[0], meter.newLane());
            case RECEIVE -> spread(this::receive);
            case SEND -> spread(this::send);
            case ECHO -> spread(this::echo);
            case TRIP -> spread(this::roundTrips);
            case CONNECT -> {
                for (int i = 0; i < args.threads(); i++) {
                    start(this::connect, List.of());
                }
            }
            default -> throw new IllegalStateException(args.role.wireName());
        }
        return meter.run(args.warmupSeconds(), args.measureSeconds());
    }

    /** Gives each thread its share of the sockets. */
    private void spread(Loop loop) {
        int active = Math.min(args.active(), sockets.size());
        int threads = Math.min(args.threads(), active);
        for (int i = 0; i < threads; i++) {
            start(loop, List.copyOf(sockets.subList(active * i / threads, active * (i + 1) / threads)));
        }
    }

    private void start(Loop loop, List<WorkerSocket> own) {
        Lane lane = meter.newLane();
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run(own, lane);
                    } catch (Throwable e) {
                        WorkerMain.fail(e);
                    }
                },
                name() + " " + args.role.wireName());
        thread.setDaemon(true);
        thread.start();
    }

    private void receive(List<WorkerSocket> own, Lane lane) {
        while (true) {
            for (int i = 0; i < own.size(); i++) {
                check(own.get(i).recv());
                lane.add();
            }
        }
    }

    private void send(List<WorkerSocket> own, Lane lane) {
        int next = 0;
        while (true) {
            for (int i = 0; i < own.size(); i++) {
                own.get(i).send(bodies[next]);
                lane.add();
            }
            next = next + 1 == bodies.length ? 0 : next + 1;
        }
    }

    private void echo(List<WorkerSocket> own, Lane lane) {
        while (true) {
            for (int i = 0; i < own.size(); i++) {
                check(own.get(i).echo());
                lane.add();
            }
        }
    }

    private void roundTrips(List<WorkerSocket> own, Lane lane) {
        while (true) {
            for (int i = 0; i < own.size(); i++) {
                roundTrip(own.get(i), lane, System.nanoTime());
            }
        }
    }

    private void connect(List<WorkerSocket> none, Lane lane) {
        while (true) {
            long began = System.nanoTime();
            WorkerSocket socket = library.open(args);
            roundTrip(socket, lane, began);
            socket.close();
        }
    }

    private void roundTrip(WorkerSocket socket, Lane lane, long began) {
        socket.send(bodies[0]);
        check(socket.recv());
        lane.took(System.nanoTime() - began);
        lane.add();
    }

    private void check(int bodyBytes) {
        if (bodyBytes != args.size()) {
            throw new IllegalStateException("received " + bodyBytes + " bytes instead of " + args.size());
        }
    }
}
