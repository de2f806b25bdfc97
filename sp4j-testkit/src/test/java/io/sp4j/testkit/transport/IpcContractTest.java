package io.sp4j.testkit.transport;

import io.sp4j.testkit.TransportContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** ipc keeps the contract of transports. */
class IpcContractTest extends TransportContract {
    private static final AtomicInteger NAMES = new AtomicInteger();

    @TempDir
    Path directory;

    @Override
    protected String listenUrl() {
        return "ipc://" + directory.resolve("s" + NAMES.incrementAndGet());
    }
}
