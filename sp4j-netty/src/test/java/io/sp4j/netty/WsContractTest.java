package io.sp4j.netty;

import io.sp4j.testkit.TransportContract;

/** ws keeps the contract of transports. */
class WsContractTest extends TransportContract {

    @Override
    protected String listenUrl() {
        return "ws://127.0.0.1:0/contract";
    }
}
