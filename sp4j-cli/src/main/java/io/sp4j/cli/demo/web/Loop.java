package io.sp4j.cli.demo.web;

import io.sp4j.SpException;

/** A daemon thread that does one thing again and again until a socket that it uses is closed. */
final class Loop {
    private Loop() {}

    static void start(String name, Runnable step) {
        Thread thread = new Thread(() -> run(step), "sp4j-demo-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Runnable step) {
        try {
            while (true) {
                step.run();
            }
        } catch (SpException.Closed e) {
            // That is how it ends.
        }
    }
}
