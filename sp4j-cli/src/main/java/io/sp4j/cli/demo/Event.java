package io.sp4j.cli.demo;

/**
 * Something that a process of the demo said or did.
 *
 * @param from the process
 * @param line what it said, or {@link #ENDED}
 */
record Event(Child from, String line) {
    /** It has ended; the last event of a process. */
    static final String ENDED = "\0ended";

    boolean isEnd() {
        return line.equals(ENDED);
    }

    /** The first word. */
    String kind() {
        return word(0);
    }

    /** The number after so many words. */
    long number(int index) {
        return Long.parseLong(word(index));
    }

    /** One word. */
    String word(int index) {
        return line.split(" ")[index];
    }

    /** What comes after so many words. */
    String rest(int index) {
        return line.split(" ", index + 1)[index];
    }
}
