package io.sp4j.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void takesTheMiddleOfAnOddNumberAndTheMeanOfTwoMiddles() {
        assertThat(Spread.of(3, 1, 20)).isEqualTo(new Spread(3, 1, 20));
        assertThat(Spread.of(4, 1, 2, 30)).isEqualTo(new Spread(3, 1, 30));
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callsWhatIsFarFromTheMedianAnOutlier() {
        Spread spread = Spread.of(100, 110, 160);
        assertThat(spread.isOutlier(100)).isFalse();
        assertThat(spread.isOutlier(160)).isTrue();
        assertThat(spread.isOutlier(80)).isTrue();
    }
}
