package io.sp4j.netty;

import io.sp4j.SocketBuilder;
import io.sp4j.TlsConfig;
import io.sp4j.testkit.Certificates;
import io.sp4j.testkit.TransportContract;

/** wss keeps the contract of transports. */
class WssContractTest extends TransportContract {
    private static final Certificates AUTHORITY = new Certificates("contract");
    private static final TlsConfig TLS =
            AUTHORITY.server("127.0.0.1").trustPem(AUTHORITY.pem()).build();

    @Override
    protected String listenUrl() {
        return "wss://127.0.0.1:0/contract";
    }

    @Override
    protected <B extends SocketBuilder<?, B>> B with(B builder) {
        return builder.tls(TLS);
    }
}
