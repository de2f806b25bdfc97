package io.sp4j.bench.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What one side of a workload does.
 *
 * @param extra further arguments, as {@link WorkerLines} lists them; {@code COUNT} in them is the variant's count
 */
public record PartySpec(Role role, SocketKind kind, List<String> extra) {

    /** The arguments without URL, size and times. */
    public List<String> words(int count) {
        List<String> words = new ArrayList<>();
        words.add(role.wireName());
        words.add("kind=" + kind.wireName());
        for (String word : extra) {
            words.add(word.replace("COUNT", Integer.toString(count)));
        }
        return words;
    }
}
