package io.sp4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.003, 1, 7, 64, 999, 2e7})
    void hasAFewTicksThatLieWithinIt(double greatest) {
        assertThat(Scale.linear(greatest, 0, 100).ticks())
                .hasSizeBetween(3, 8)
                .allSatisfy(tick -> assertThat(tick).isBetween(0.0, greatest * 1.05));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 20, 1e3, 1e6})
    void hasAFewLogarithmicTicks(double greatest) {
        assertThat(Scale.logarithmic(1, greatest, 0, 100).ticks()).hasSizeBetween(2, 10);
    }

    @Test
    void putsEqualFactorsAtEqualDistances() {
        Scale scale = Scale.logarithmic(1, 10_000, 0, 100);
        assertThat(scale.at(100) - scale.at(10)).isCloseTo(scale.at(1000) - scale.at(100), within());
        assertThat(scale.at(1)).isBetween(0.0, scale.at(10));
    }

    @Test
    void keepsWhatIsOutsideAtItsEdge() {
        assertThat(Scale.logarithmic(1, 10, 0, 100).at(0)).isZero();
        assertThat(Scale.linear(10, 0, 100).at(50)).isEqualTo(100);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-6);
    }
}
