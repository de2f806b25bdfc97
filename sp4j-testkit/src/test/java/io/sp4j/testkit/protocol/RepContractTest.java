package io.sp4j.testkit.protocol;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.ProtocolContract;
import java.util.Random;

class RepContractTest extends ProtocolContract {
    @Override
    protected Protocol protocol() {
        return Protocol.REP0;
    }

    @Override
    protected boolean hasContexts() {
        return true;
    }

    @Override
    protected Message incoming(FakePipe pipe, Random random, String text) {
        return switch (random.nextInt(20)) {
            case 0 -> LogicHarness.wire("#" + text, 1, 2, 3, 4, 5, 0x80000001);
            case 1 -> LogicHarness.wire(text);
            default -> LogicHarness.wire(text, random.nextInt() | 0x80000000);
        };
    }
}
