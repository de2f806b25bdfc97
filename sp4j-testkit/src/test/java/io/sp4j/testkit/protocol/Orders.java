package io.sp4j.testkit.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** All orders of some events, and random sequences of them; a failure names the sequence. */
final class Orders {
    private Orders() {}

    /** Runs {@code each} with every order; answers how many there were. */
    static <E> int all(E[] events, Consumer<List<E>> each) {
        return permute(events.clone(), 0, each);
    }

    private static <E> int permute(E[] events, int fixed, Consumer<List<E>> each) {
        if (fixed == events.length) {
            run(List.of(events), "", each);
            return 1;
        }
        int count = 0;
        for (int i = fixed; i < events.length; i++) {
            swap(events, fixed, i);
            count += permute(events, fixed + 1, each);
            swap(events, fixed, i);
        }
        return count;
    }

    /** Runs {@code each} with {@code count} sequences of {@code length} events, repeats included. */
    static <E> void random(E[] events, int count, int length, Consumer<List<E>> each) {
        for (int seed = 0; seed < count; seed++) {
            Random random = new Random(seed);
            List<E> sequence = new ArrayList<>(length);
            for (int i = 0; i < length; i++) {
                sequence.add(events[random.nextInt(events.length)]);
            }
            run(sequence, "seed " + seed + " of ", each);
        }
    }

    private static <E> void run(List<E> sequence, String origin, Consumer<List<E>> each) {
        try {
            each.accept(sequence);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(origin + sequence + ": " + e.getMessage(), e);
        }
    }

    private static <E> void swap(E[] events, int i, int j) {
        E kept = events[i];
        events[i] = events[j];
        events[j] = kept;
    }

    /** Whether the numbers only grow. */
    static boolean ascending(List<Integer> numbers) {
        Integer[] sorted = numbers.stream().distinct().sorted().toArray(Integer[]::new);
        return Arrays.equals(sorted, numbers.toArray());
    }
}
