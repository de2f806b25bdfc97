package io.sp4j.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.Main;

/** The JMH benchmarks of single pieces, with what they allocate. */
final class Micro {

    private Micro() {}

    /** @param args as JMH takes them: a pattern, options */
    static void run(String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("-prof", "gc"));
        Main.main(all.toArray(String[]::new));
    }
}
