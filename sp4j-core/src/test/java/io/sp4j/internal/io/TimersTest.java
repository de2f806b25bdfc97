package io.sp4j.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap of timers, on clocks that wrap. */
class TimersTest {
    private final Timers timers = new Timers();
    private final List<Integer> ran = new ArrayList<>();
    private final EventLoop none = null; // only cancel would need it

    private Timers.Timer add(long at, int name) {
        Timers.Timer timer = new Timers.Timer(none, at, () -> ran.add(name));
        timers.add(timer);
        return timer;
    }

    private void runDue(long now) {
        for (Runnable action = timers.pollDue(now); action != null; action = timers.pollDue(now)) {
            action.run();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 5, Long.MIN_VALUE, 123_456_789})
    void runsTheEarliestFirstAndOfEqualsTheOneAddedFirst(long origin) {
        add(origin + 10, 3);
        add(origin + 5, 1);
        add(origin + 10, 4);
        add(origin + 7, 2);
        add(origin + 11, 5);
        runDue(origin + 4);
        assertThat(ran).isEmpty();
        assertThat(timers.untilNext(origin + 4)).isEqualTo(1);
        runDue(origin + 10);
        assertThat(ran).containsExactly(1, 2, 3, 4);
        runDue(origin + 11);
        assertThat(ran).containsExactly(1, 2, 3, 4, 5);
        assertThat(timers.isEmpty()).isTrue();
        assertThat(timers.pollDue(origin + 11)).isNull();
    }

    @Test
    void forgetsWhatIsRemovedOnceOrTwice() {
        Timers.Timer first = add(1, 1);
        add(2, 2);
        timers.remove(first);
        timers.remove(first);
        runDue(5);
        assertThat(ran).containsExactly(2);
        timers.remove(first);
        assertThat(timers.isEmpty()).isTrue();
    }

    /** Compares with a plain list through ten thousand random steps. */
    @Test
    void doesAsASortedListDoes() {
        long seed = new Random().nextLong();
        System.out.println("TimersTest seed " + seed);
        Random random = new Random(seed);
        long now = random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE - random.nextInt(10_000);
        List<Entry> model = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int step = random.nextInt(10);
            if (step < 5) {
                long at = now + random.nextInt(200) - 20;
                model.add(new Entry(at, i, add(at, i)));
            } else if (step < 7 && !model.isEmpty()) {
                timers.remove(model.remove(random.nextInt(model.size())).timer);
            } else {
                now += random.nextInt(40);
                long due = now;
                model.stream()
                        .filter(e -> e.at - due <= 0)
                        .sorted(Comparator.comparingLong((Entry e) -> e.at - due)
                                .thenComparingInt(e -> e.name))
                        .forEach(e -> expected.add(e.name));
                model.removeIf(e -> e.at - due <= 0);
                runDue(now);
                assertThat(ran).as("seed %d, step %d", seed, i).isEqualTo(expected);
                ran.clear();
                expected.clear();
            }
            assertThat(timers.isEmpty()).isEqualTo(model.isEmpty());
        }
    }

    private record Entry(long at, int name, Timers.Timer timer) {}
}
