package io.sp4j.testkit.protocol;

import static io.sp4j.testkit.LogicHarness.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.Spec;
import org.junit.jupiter.api.Test;

/** A respondent is a replier, whose tests it passes. */
@Spec({"spec.md 3.8", "spec.md 10 #68"})
class RespondentTest extends RepTest {
    @Override
    Protocol protocol() {
        return Protocol.RESPONDENT0;
    }

    @Override
    String asked() {
        return "survey";
    }

    @Test
    @Spec("spec.md 10 #69")
    void answersAtOnceWithoutWaitingWhenThePipeIsIdle() {
        FakePipe surveyor = rep.attach();
        rep.deliver(surveyor, wire("survey", ID));
        rep.receive();
        assertThat(rep.trySend(rep.main(), "answer").isDone()).isTrue();
        assertThat(surveyor.offered()).extracting(Message::text).containsExactly("answer");
    }

    @Test
    void failsAnEarlySendWithoutAPeerAsWithOne() {
        assertThat(rep.trySend(rep.main(), "to nobody").error()).isEqualTo(ErrorCode.BAD_STATE);
    }
}
