package io.sp4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.bench.peer.Peer;
import io.sp4j.bench.plan.Transport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void measuresEverythingByDefault() {
        Settings settings = Settings.parse(List.of());
        assertThat(settings.workloads).isEmpty();
        assertThat(settings.peers).isEmpty();
        assertThat(settings.rounds).isGreaterThan(1);
    }

    @Test
    void letsOptionsOverrideQuickWhereverItStands() {
        Settings settings = Settings.parse(List.of(
                "--rounds", "3", "--quick", "--peers", "nng,jeromq", "--transports", "tls+tcp,ws", "--sizes", "1,2"));
        assertThat(settings.rounds).isEqualTo(3);
        assertThat(settings.warmupSeconds).isLessThan(3);
        assertThat(settings.peers).extracting(Peer::name).containsExactly("nng", "jeromq");
        assertThat(settings.transports).containsExactly(Transport.TLS, Transport.WS);
        assertThat(settings.sizes).containsExactly(1, 2);
    }

    @Test
    void addsSp4jOnAnotherJdk() {
        String home = System.getProperty("java.home");
        assertThat(Settings.parse(List.of("--jdk", home)).jdks)
                .extracting(Peer::name)
                .containsExactly("sp4j@" + Runtime.version().feature());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertRefused("nobody", "--peers", "nobody");
        assertRefused("nothing", "--workloads", "nothing");
        assertRefused("pigeon", "--transports", "pigeon");
        assertRefused("--fast", "--fast", "1");
        assertRefused("--rounds", "--rounds");
        assertRefused("--rounds", "--rounds", "0");
        assertRefused("--sizes", "--sizes", "64,big");
        assertRefused("--measure", "--measure", "NaN");
        assertRefused("JDK", "--jdk", Path.of("").toAbsolutePath().toString());
    }

    private static void assertRefused(String named, String... args) {
        assertThatThrownBy(() -> Settings.parse(List.of(args)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
