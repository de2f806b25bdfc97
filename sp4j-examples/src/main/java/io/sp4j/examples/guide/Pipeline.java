package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** A pipeline of three stages: one source, three workers, one sink. */
// prints: [a1, a2, a3, a4, a5, a6] -> [A1, A2, A3, A4, A5, A6]
public final class Pipeline {
    public static void main(String[] args) throws Exception {
        Duration patience = Duration.ofSeconds(10);
        List<String> parts = List.of("a1", "a2", "a3", "a4", "a5", "a6");
        try (Push0 source = Push0.listening("tcp://127.0.0.1:0");
                Pull0 sink = Pull0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .recvTimeout(patience)
                        .open()) {
            List<Thread> workers = new ArrayList<>();
            List<Pull0> inputs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Pull0 in = Pull0.dialing(source.url());
                inputs.add(in);
                workers.add(new Thread(() -> work(in, sink.url())));
            }
            workers.forEach(Thread::start);
            parts.forEach(source::send);
            TreeSet<String> results = new TreeSet<>();
            while (results.size() < parts.size()) {
                results.add(sink.recv().text());
            }
            System.out.println(parts + " -> " + results);
            inputs.forEach(Pull0::close);
            for (Thread worker : workers) {
                worker.join();
            }
        }
    }

    private static void work(Pull0 in, String sink) {
        try (Push0 out = Push0.dialing(sink)) {
            while (true) {
                Message part = in.recv();
                out.send(part.text().toUpperCase(Locale.ROOT));
            }
        } catch (SpException.Closed e) {
            // the source has no more work
        }
    }
}
