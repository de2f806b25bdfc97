package io.sp4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Options;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Own values, else those of the owner, else the defaults. */
class OptionValuesTest {

    @Test
    void fallsBackToItsParentAndThenToTheDefault() {
        OptionValues socket = new OptionValues(null);
        OptionValues endpoint = new OptionValues(socket);
        assertThat(endpoint.get(Options.RECV_MAX_SIZE)).isEqualTo(1 << 20);
        socket.set(Options.RECV_MAX_SIZE, 5);
        assertThat(endpoint.get(Options.RECV_MAX_SIZE)).isEqualTo(5);
        assertThat(endpoint.isSet(Options.RECV_MAX_SIZE)).isFalse();
        endpoint.set(Options.RECV_MAX_SIZE, 7);
        assertThat(endpoint.get(Options.RECV_MAX_SIZE)).isEqualTo(7);
        assertThat(socket.get(Options.RECV_MAX_SIZE)).isEqualTo(5);
        assertThat(endpoint.all()).containsOnlyKeys(Options.RECV_MAX_SIZE);
    }

    @Test
    void isCopiedWithoutABond() {
        OptionValues socket = new OptionValues(null);
        socket.set(Options.RECV_TIMEOUT, Duration.ofSeconds(1));
        OptionValues context = socket.copy();
        socket.set(Options.RECV_TIMEOUT, Duration.ofSeconds(2));
        context.set(Options.SEND_TIMEOUT, Duration.ZERO);
        assertThat(context.get(Options.RECV_TIMEOUT)).isEqualTo(Duration.ofSeconds(1));
        assertThat(socket.get(Options.SEND_TIMEOUT)).isEqualTo(Options.FOREVER);
    }

    @Test
    void keepsItsValueWhenANewOneIsOutOfRange() {
        OptionValues values = new OptionValues(null);
        values.set(Options.MAX_TTL, 3);
        assertThatThrownBy(() -> values.set(Options.MAX_TTL, 16)).isInstanceOf(IllegalArgumentException.class);
        assertThat(values.get(Options.MAX_TTL)).isEqualTo(3);
        values.set(Options.RECV_TIMEOUT, Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(values.get(Options.RECV_TIMEOUT)).isEqualTo(Options.FOREVER);
    }
}
