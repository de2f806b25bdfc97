package io.sp4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0.0123,0.012",
        "0.25,0.250",
        "1,1.00",
        "12.34,12.3",
        "999.4,999",
        "9999,9999",
        "10000,10.0 k",
        "5601234,5.60 M",
        "2.5e9,2.50 G",
        "0.00123,0.0012"
    })
    void hasThreeDigits(double value, String text) {
        assertThat(Numbers.of(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "0.5,0.5", "10,10", "100,100", "1000,1000", "20000,20 k", "2500000,2.5 M", "0.01,0.01"})
    void leavesOutZerosThatSayNothing(double value, String text) {
        assertThat(Numbers.round(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"64,64 B", "1024,1 KiB", "65536,64 KiB", "1048576,1 MiB"})
    void namesSizes(int bytes, String text) {
        assertThat(Numbers.size(bytes)).isEqualTo(text);
    }
}
