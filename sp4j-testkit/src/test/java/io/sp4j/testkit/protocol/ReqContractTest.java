package io.sp4j.testkit.protocol;

import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.wire.SpHeader;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.ProtocolContract;
import java.util.List;
import java.util.Random;

class ReqContractTest extends ProtocolContract {
    @Override
    protected Protocol protocol() {
        return Protocol.REQ0;
    }

    @Override
    protected boolean hasContexts() {
        return true;
    }

    @Override
    protected Message incoming(FakePipe pipe, Random random, String text) {
        List<Message> asked = pipe.offered();
        int kind = random.nextInt(20);
        if (kind == 0) {
            return LogicHarness.wire("#" + text, 5);
        }
        boolean known = kind > 3 && !asked.isEmpty();
        int id = known ? SpHeader.word(asked.get(random.nextInt(asked.size())), 0) : random.nextInt() | 0x80000000;
        return LogicHarness.wire(text, id);
    }
}
