package io.sp4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void measuresEverythingByDefault() {
        Settings settings = Settings.parse(List.of());
        assertThat(settings.workloads()).containsExactly(Workload.values());
        assertThat(settings.peers()).isEmpty();
        assertThat(settings.warmupSeconds()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void letsOptionsOverrideQuickWhereverItStands() {
        Settings settings = Settings.parse(List.of("--rounds", "3", "--quick", "--peers", "nng,jeromq"));
        assertThat(settings.rounds()).isEqualTo(3);
        assertThat(settings.warmupSeconds()).isLessThan(5);
        assertThat(settings.peers()).extracting(Peer::name).containsExactly("nng", "jeromq");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Settings.parse(List.of("--peers", "nobody"))).hasMessageContaining("nobody");
        assertThatThrownBy(() -> Settings.parse(List.of("--fast", "1"))).hasMessageContaining("--fast");
        assertThatThrownBy(() -> Settings.parse(List.of("--rounds"))).hasMessageContaining("--rounds");
        assertThatThrownBy(() -> Settings.parse(List.of("--rounds", "0"))).hasMessageContaining("--rounds");
        assertThatThrownBy(() -> Settings.parse(List.of("--measure", "NaN"))).hasMessageContaining("--measure");
    }
}
