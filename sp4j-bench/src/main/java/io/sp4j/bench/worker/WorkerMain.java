package io.sp4j.bench.worker;

import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.WorkerLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The main method of every Java worker: plays the parties that {@link WorkerLines} describes. */
final class WorkerMain {

    private final CountDownLatch go = new CountDownLatch(1);

    private WorkerMain() {}

    /** Returns only for the role that asks for the version. */
    static void run(WorkerLibrary library, String[] args) {
        try {
            new WorkerMain().play(library, split(args));
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Says why this process cannot go on, and ends it. */
    static void fail(Throwable why) {
        why.printStackTrace();
        String what = why.getMessage() == null ? why.toString() : why.getMessage();
        say(WorkerLines.FAILED + what.replaceAll("\\s+", " "));
        Runtime.getRuntime().halt(1);
    }

    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static List<PartyArgs> split(String[] args) {
        List<PartyArgs> parties = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= args.length; i++) {
            if (i == args.length || args[i].equals(WorkerLines.NEXT_PARTY)) {
                parties.add(new PartyArgs(Arrays.copyOfRange(args, from, i)));
                from = i + 1;
            }
        }
        return parties;
    }

    private void play(WorkerLibrary library, List<PartyArgs> parties) throws InterruptedException {
        PartyArgs first = parties.get(0);
        if (first.role == Role.VERSION) {
            say(WorkerLines.VERSION + library.version());
            return;
        }
        if (first.role == Role.IDLE) {
            say(WorkerLines.READY + library.open(first).url());
            reportMemoryOnDemand();
            return;
        }
        start("stdin", this::watchStdin);
        List<Party> opened = new ArrayList<>();
        for (PartyArgs args : parties) {
            Party party = new Party(library, args);
            party.open();
            say(WorkerLines.READY + party.url());
            opened.add(party);
        }
        go.await();
        for (Party party : opened) {
            start(party.name(), () -> say(WorkerLines.RESULT + party.name() + " " + party.measure()));
        }
        new CountDownLatch(1).await(); // until stdin ends
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void start(String name, Action action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (Throwable e) {
                        fail(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void watchStdin() throws IOException {
        BufferedReader lines = stdin();
        while (lines.readLine() != null) {
            go.countDown();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void reportMemoryOnDemand() {
        BufferedReader lines = stdin();
        try {
            while (lines.readLine() != null) {
                long heap = ProcessUsage.liveHeapKib();
                say(WorkerLines.RESULT + "listen rss_kib=" + ProcessUsage.rssKib() + " heap_kib=" + heap);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(0);
    }

    private static BufferedReader stdin() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
}
