package io.sp4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counters by reason. */
class ReasonCountsTest {

    @Test
    void countsEachReasonAndShowsOnlyThoseThatOccurred() {
        ReasonCounts<DropReason> counts = new ReasonCounts<>(DropReason.class);
        assertThat(counts.of(DropReason.HOP_LIMIT)).isZero();
        assertThat(counts.toMap()).isEmpty();
        counts.add(DropReason.HOP_LIMIT, 2);
        counts.add(DropReason.HOP_LIMIT, 1);
        counts.add(DropReason.NO_PEER, 0);
        assertThat(counts.of(DropReason.HOP_LIMIT)).isEqualTo(3);
        assertThat(counts.toMap()).isEqualTo(Map.of(DropReason.HOP_LIMIT, 3L));
    }

    @Test
    void addsOthers() {
        ReasonCounts<DropReason> sum = new ReasonCounts<>(DropReason.class);
        ReasonCounts<DropReason> one = new ReasonCounts<>(DropReason.class);
        one.add(DropReason.CANCELED, 5);
        sum.addAll(one);
        sum.addAll(one);
        sum.addAll(new ReasonCounts<>(DropReason.class));
        assertThat(sum.of(DropReason.CANCELED)).isEqualTo(10);
        assertThat(one.of(DropReason.CANCELED)).isEqualTo(5);
    }
}
