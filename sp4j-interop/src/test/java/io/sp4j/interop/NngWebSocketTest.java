package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** nng takes no frame above 1 MiB; it sends frames of 64 KiB where it listens, and of 1 MiB where it dials. */
@RequiresPeer("nng")
@ExtendWith(LeakGate.ThreadsOnly.class)
class NngWebSocketTest {
    private static final int FRAME = 1 << 20;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Spec({"spec.md 2.7", "spec.md 10 #103"})
    void largeMessagesArriveBothWays(boolean weListen, @TempDir Path directory) throws Exception {
        try (Pair0 ours = Ours.prepare(Pair0.builder()).recvMaxSize(4 * FRAME).open();
                PeerSocket theirs = Peers.NNG.open(Protocol.PAIR0)) {
            if (weListen) {
                theirs.dial(ours.listen("ws://127.0.0.1:0/large").url());
            } else {
                ours.dial(theirs.listen(Addresses.fixed("ws", directory)), DialMode.BLOCKING);
            }
            for (int size : new int[] {FRAME, FRAME + 1, 3 * FRAME}) {
                byte[] body = Bodies.of(size, size);
                ours.send(Message.of(body), HANG);
                assertThat(Arrays.equals(theirs.recv(), body))
                        .as("%d to nng", size)
                        .isTrue();
                theirs.send(body);
                assertThat(Arrays.equals(ours.recv(HANG).bytes(), body))
                        .as("%d from nng", size)
                        .isTrue();
            }
        }
    }
}
