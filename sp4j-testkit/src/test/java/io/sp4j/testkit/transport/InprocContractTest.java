package io.sp4j.testkit.transport;

import io.sp4j.testkit.TransportContract;
import java.util.concurrent.atomic.AtomicInteger;

/** inproc keeps the contract of transports. */
class InprocContractTest extends TransportContract {
    private static final AtomicInteger NAMES = new AtomicInteger();

    @Override
    protected String listenUrl() {
        return "inproc://contract-" + NAMES.incrementAndGet();
    }
}
