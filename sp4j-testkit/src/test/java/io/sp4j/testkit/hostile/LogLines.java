package io.sp4j.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines that the library logs while this is open, warnings and worse; they are not printed meanwhile. */
final class LogLines implements AutoCloseable {
    private static final Pattern REASON =
            Pattern.compile("^(SP-[A-Z-]+): \\S+ closed .*\\((\\w+)\\): ", Pattern.DOTALL);

    private final Logger logger = Logger.getLogger("io.sp4j");
    private final boolean parents = logger.getUseParentHandlers();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Collection<String> lines = new ConcurrentLinkedQueue<>();
    private final long startedAt = System.nanoTime();
    private final Handler handler = new Collector();

    LogLines() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    Collection<String> lines() {
        return lines;
    }

    /** At most one line a second and reason, and none about faults of ours. */
    void assertFew() {
        long seconds = (System.nanoTime() - startedAt) / 1_000_000_000L + 1;
        Map<String, Long> counts = new TreeMap<>();
        for (String line : lines) {
            Matcher matcher = REASON.matcher(line);
            assertThat(matcher.find()).as("a line about a peer: %s", line).isTrue();
            counts.merge(matcher.group(2), 1L, Long::sum);
        }
        counts.forEach((reason, count) -> assertThat(count)
                .as("lines about %s in %d s: %s", reason, seconds, lines)
                .isLessThanOrEqualTo(seconds));
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(parents);
    }

    private final class Collector extends Handler {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(formatter.formatMessage(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
