package io.sp4j.testkit.protocol;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.ProtocolContract;
import java.util.Random;

class Pair1ContractTest extends ProtocolContract {
    @Override
    protected Protocol protocol() {
        return Protocol.PAIR1;
    }

    @Override
    protected Message incoming(FakePipe pipe, Random random, String text) {
        return random.nextInt(20) == 0 ? Message.of(text) : LogicHarness.wire(text, random.nextInt(5));
    }
}
