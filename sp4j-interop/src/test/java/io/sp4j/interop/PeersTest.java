package io.sp4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whether those peers are there that have to be. */
@ExtendWith(Matrix.class)
class PeersTest {

    @Test
    void areThereWhereTheyAreRequired() {
        assertThat(Peers.required())
                .allSatisfy(name -> assertThat(Peers.named(name).version())
                        .as(name + " (" + Peers.named(name).source() + ")")
                        .isPresent());
    }
}
