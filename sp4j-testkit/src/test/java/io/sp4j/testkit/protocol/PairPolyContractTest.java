package io.sp4j.testkit.protocol;

import io.sp4j.internal.protocol.ProtocolSettings;

class PairPolyContractTest extends Pair1ContractTest {
    @Override
    protected void prepare(ProtocolSettings settings) {
        settings.polyamorous = true;
    }
}
