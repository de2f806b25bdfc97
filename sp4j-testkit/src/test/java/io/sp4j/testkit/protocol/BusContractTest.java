package io.sp4j.testkit.protocol;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.ProtocolContract;
import java.util.Random;

class BusContractTest extends ProtocolContract {
    @Override
    protected Protocol protocol() {
        return Protocol.BUS0;
    }

    @Override
    protected Message incoming(FakePipe pipe, Random random, String text) {
        return Message.of(text);
    }
}
