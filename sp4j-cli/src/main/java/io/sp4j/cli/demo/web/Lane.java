package io.sp4j.cli.demo.web;

import java.util.Locale;

/** A part of the topology that talks in one pattern. */
enum Lane {
    WORK("Work", "push → pull", "each message goes to one worker that has room"),
    NEWS("News", "pub → sub", "each subscriber gets a copy; who is slow loses the oldest"),
    QUESTIONS("Questions", "req → rep", "asked again elsewhere until there is an answer");

    private final String title;
    private final String pattern;
    private final String promise;

    Lane(String title, String pattern, String promise) {
        this.title = title;
        this.pattern = pattern;
        this.promise = promise;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    String pattern() {
        return pattern;
    }

    String promise() {
        return promise;
    }
}
