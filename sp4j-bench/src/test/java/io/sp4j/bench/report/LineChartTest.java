package io.sp4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineChartTest {

    @Test
    void movesLabelsApart() {
        double[] placed = LineChart.apart(10, 11, 12, 200);
        for (int i = 1; i < placed.length; i++) {
            assertThat(placed[i] - placed[i - 1]).isGreaterThanOrEqualTo(15);
        }
        assertThat(placed[3]).isEqualTo(200);
    }

    @Test
    void keepsLabelsWithinThePicture() {
        assertThat(LineChart.apart(400, 401)).containsExactly(267, 282);
    }
}
