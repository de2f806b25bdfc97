package io.sp4j.testkit.protocol;

import io.sp4j.Protocol;
import io.sp4j.testkit.Spec;
import org.junit.jupiter.api.Nested;

/** The contract of protocols, for each in raw mode. */
@Spec("spec.md 4.1")
class RawContractTest {
    @Nested
    class RawPair0 extends RawContract {
        RawPair0() {
            super(Protocol.PAIR0);
        }
    }

    @Nested
    class RawPair1 extends RawContract {
        RawPair1() {
            super(Protocol.PAIR1);
        }
    }

    @Nested
    class RawReq extends RawContract {
        RawReq() {
            super(Protocol.REQ0);
        }
    }

    @Nested
    class RawRep extends RawContract {
        RawRep() {
            super(Protocol.REP0);
        }
    }

    @Nested
    class RawPub extends RawContract {
        RawPub() {
            super(Protocol.PUB0);
        }
    }

    @Nested
    class RawSub extends RawContract {
        RawSub() {
            super(Protocol.SUB0);
        }
    }

    @Nested
    class RawPush extends RawContract {
        RawPush() {
            super(Protocol.PUSH0);
        }
    }

    @Nested
    class RawPull extends RawContract {
        RawPull() {
            super(Protocol.PULL0);
        }
    }

    @Nested
    class RawSurveyor extends RawContract {
        RawSurveyor() {
            super(Protocol.SURVEYOR0);
        }
    }

    @Nested
    class RawRespondent extends RawContract {
        RawRespondent() {
            super(Protocol.RESPONDENT0);
        }
    }

    @Nested
    class RawBus extends RawContract {
        RawBus() {
            super(Protocol.BUS0);
        }
    }
}
