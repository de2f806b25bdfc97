package io.sp4j.testkit.transport;

import io.sp4j.testkit.TransportContract;

/** tcp keeps the contract of transports. */
class TcpContractTest extends TransportContract {

    @Override
    protected String listenUrl() {
        return "tcp://127.0.0.1:0";
    }
}
