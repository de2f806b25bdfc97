package io.sp4j.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.SocketStats;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener meets bytes at random, more or less like those of a peer, while an honest client works on. */
@ExtendWith(LeakGate.class)
class RandomBytesTest {
    private static final int INPUTS = 200;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 4b #7", "reliability.md 0 T2"})
    void harmsNobodyButItsSender(String transport) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (LogLines log = new LogLines();
                Rep0 server = Listening.echo(Rep0.builder().listen(Listening.url(transport, directory)));
                GoodClient good = GoodClient.of(server)) {
            for (int i = 0; i < INPUTS; i++) {
                Attacker attacker = Attacker.connect(server.url());
                int kind = random.nextInt(4);
                if (kind > 0) {
                    attacker.send(Attacker.header(Protocol.REQ0));
                }
                for (int frames = random.nextInt(4); frames > 0; frames--) {
                    attacker.send(input(attacker, random, kind));
                }
                if (i % 10 == 0) {
                    good.exchange();
                }
                if (random.nextBoolean() && transport.equals("tcp")) {
                    attacker.reset();
                } else {
                    attacker.leave();
                }
            }
            good.exchange();
            Await.until(() -> Listening.sum(server.stats()) == INPUTS, () -> "seed " + seed + ": " + server.stats());
            SocketStats stats = server.stats();
            assertThat(stats.pipes()).as("seed %d", seed).hasSize(1);
            assertThat(stats.closes())
                    .as("seed %d", seed)
                    .doesNotContainKeys(CloseReason.INTERNAL_ERROR, CloseReason.OUT_OF_MEMORY);
            log.assertFew();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static byte[] input(Attacker attacker, Random random, int kind) {
        byte[] content = new byte[random.nextInt(random.nextInt(10) == 0 ? 100_000 : 40)];
        random.nextBytes(content);
        if (kind < 2) {
            return content;
        }
        byte[] prefix = attacker.claim(content.length);
        byte[] frame = Arrays.copyOf(prefix, prefix.length + content.length);
        System.arraycopy(content, 0, frame, prefix.length, content.length);
        if (kind == 3) {
            frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }
}
