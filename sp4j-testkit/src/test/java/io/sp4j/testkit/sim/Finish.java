package io.sp4j.testkit.sim;

import io.sp4j.PipeStats;
import io.sp4j.Receiver;
import io.sp4j.SocketStats;
import java.time.Duration;
import java.util.List;

/** The end of a schedule: no more faults, everybody receives; then nothing may be stuck, and after the close nothing left. */
final class Finish {
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final int ROUNDS = 60;

    private final Schedule run;
    private final List<Actor> actors;

    Finish(Schedule run, List<Actor> actors) {
        this.run = run;
        this.actors = actors;
    }

    void run() throws Throwable {
        run.sim.note("all faults end");
        run.heal();
        for (int i = 0; i < ROUNDS; i++) {
            live().forEach(Finish::takeAll);
            run.sim.runFor(ROUND);
            run.throwFailure();
        }
        checkNothingIsStuck();
        for (Actor actor : live()) {
            takeAll(actor);
            actor.closeEmpty(Duration.ofMillis(500));
        }
        run.sim.runFor(Duration.ofSeconds(10));
        run.throwFailure();
        checkNothingIsLeft();
    }

    private List<Actor> live() {
        return actors.stream().filter(Actor::isOpen).toList();
    }

    /** Receives what there is; who is asked answers. */
    private static void takeAll(Actor actor) {
        for (Port port : List.copyOf(actor.ports)) {
            if (!(actor.socket instanceof Receiver)) {
                continue;
            }
            boolean some = true;
            while (some) {
                if (Family.answers(actor.protocol) && port.maySend()) {
                    port.trySend();
                }
                some = port.mayReceive() && port.tryReceive();
            }
        }
    }

    /** What was written has been received, and nothing waits to be written to a peer that reads. */
    private void checkNothingIsStuck() {
        long written = 0;
        long received = 0;
        for (Actor actor : live()) {
            for (Port port : actor.ports) {
                List<String> sends = port.pending("send");
                require(sends.isEmpty() || actor.socket.pipes().isEmpty(), "stuck: " + sends);
            }
            SocketStats stats = actor.socket.stats();
            for (PipeStats pipe : stats.pipes()) {
                require(pipe.queued() == 0, actor + ": messages are stuck in " + pipe);
                written += pipe.txMessages();
                received += pipe.rxMessages();
            }
        }
        require(
                written == received,
                "of " + written + " messages written to live pipes " + received + " were received");
        int ends = run.sim.connections().stream().mapToInt(SimConnection::pipes).sum();
        int pipes = live().stream().mapToInt(a -> a.socket.pipes().size()).sum();
        require(ends == pipes, ends + " ends of connections, " + pipes + " pipes");
    }

    private void checkNothingIsLeft() {
        for (Actor actor : actors) {
            require(actor.gone, "I7: " + actor + " was closed and has not come to an end");
            for (Port port : actor.ports) {
                require(port.isIdle(), "I5: pending at the end: " + port.pending());
            }
        }
        require(run.sim.leftovers().isEmpty(), "I7: left over: " + run.sim.leftovers());
        require(run.sim.connections().isEmpty(), "I7: open connections: " + run.sim.connections());
        require(!run.sim.step(), "I7: something is left to happen");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
