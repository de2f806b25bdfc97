package io.sp4j.testkit.api;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The warnings that the library logs while a test runs; they go nowhere else. */
final class LogCapture extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.sp4j");
    private final boolean passedOn = logger.getUseParentHandlers();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogCapture() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /** The warnings whose text contains this. */
    List<String> warnings(String part) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }

    /** What the library logs as its own fault. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            Object[] parameters = entry.getParameters();
            String text = entry.getMessage();
            String line = parameters == null ? text : MessageFormat.format(text, parameters);
            lines.add(line);
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                faults.add(line);
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(passedOn);
    }
}
