package io.sp4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.SocketEvent;
import io.sp4j.internal.turn.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order, the bound and the merging of events. */
class EventQueueTest {
    private static final int MOST = 1_024;
    private final Pair0 facade = Pair0.open();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final SocketCore socket = new SocketCore(
            facade,
            Protocol.PAIR0,
            new SocketSetup(SocketCore.newOptions(Protocol.PAIR0), tasks::add, new StepClock()));
    private final List<SocketEvent> heard = new ArrayList<>();

    @AfterEach
    void close() {
        facade.close();
    }

    private void add(SocketEvent event) {
        try (Turn t = socket.turn()) {
            socket.events.add(t, event);
        }
    }

    private void drop(DropReason reason, long count) {
        add(new SocketEvent.MessagesDropped(facade, Optional.empty(), reason, count));
    }

    private SocketEvent rejected(int number) {
        return new SocketEvent.PipeRejected(facade, Optional.empty(), CloseReason.BUSY, "number " + number);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void deliversInOrderWithOneTaskAtATime() {
        socket.onEvent(SocketEvent.class, heard::add);
        for (int i = 0; i < 100; i++) {
            add(rejected(i));
        }
        assertThat(tasks).hasSize(1);
        runTasks();
        for (int i = 0; i < 100; i++) {
            assertThat(heard.get(i)).isEqualTo(rejected(i));
        }
        add(rejected(100));
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(heard).hasSize(101);
    }

    @Test
    void keepsNothingWhenNobodyListens() {
        add(rejected(0));
        assertThat(tasks).isEmpty();
        socket.onEvent(SocketEvent.PipeDetached.class, heard::add);
        add(rejected(1));
        runTasks();
        assertThat(heard).isEmpty();
    }

    @Test
    void putsDropsTogetherOnlyWhenItIsFullAndCountsWhatItLoses() {
        socket.onEvent(SocketEvent.class, heard::add);
        for (int i = 0; i < MOST; i++) {
            drop(DropReason.QUEUE_FULL, 1);
        }
        drop(DropReason.QUEUE_FULL, 5);
        drop(DropReason.QUEUE_FULL, 2);
        drop(DropReason.HOP_LIMIT, 1);
        add(rejected(0));
        assertThat(socket.stats().lostEvents()).isEqualTo(2);
        runTasks();
        assertThat(heard).hasSize(MOST);
        assertThat(((SocketEvent.MessagesDropped) heard.get(MOST - 1)).count()).isEqualTo(8);
        long sum = heard.stream()
                .mapToLong(event -> ((SocketEvent.MessagesDropped) event).count())
                .sum();
        assertThat(sum).isEqualTo(MOST + 7);
        drop(DropReason.HOP_LIMIT, 1);
        runTasks();
        assertThat(heard).hasSize(MOST + 1);
    }

    @Test
    void deliversWhatIsAddedByAListener() {
        socket.onEvent(SocketEvent.PipeRejected.class, event -> {
            heard.add(event);
            if (heard.size() < 3) {
                add(rejected(heard.size()));
            }
        });
        add(rejected(0));
        runTasks();
        assertThat(heard).containsExactly(rejected(0), rejected(1), rejected(2));
    }

    @Test
    void isDeliveringOnlyOnTheThreadThatDoes() {
        boolean[] inside = new boolean[1];
        socket.onEvent(SocketEvent.class, event -> inside[0] = socket.events.isDelivering());
        add(rejected(0));
        runTasks();
        assertThat(inside[0]).isTrue();
        assertThat(socket.events.isDelivering()).isFalse();
    }
}
