package io.sp4j.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server in a process of its own runs short of memory or descriptors, and works on. */
@ExtendWith(LeakGate.class)
class ScarcityTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 5 row 9", "reliability.md 5 row 10", "reliability.md 0 T5"})
    void survivesClaimsInASmallHeap(String transport) throws Exception {
        String where = Listening.url(transport, directory);
        try (Child server = Child.start(List.of("-Xmx64m"), EchoServer.class, where)) {
            String url = server.await("listening ");
            List<Attacker> attackers = new ArrayList<>();
            try (GoodClient good = GoodClient.of(url)) {
                for (int i = 0; i < 200; i++) {
                    Attacker attacker = Attacker.greeting(url, Protocol.REQ0);
                    attackers.add(attacker);
                    attacker.send(attacker.claim(1 << 20));
                    attacker.send(new byte[1]);
                }
                good.exchange();
                for (Attacker attacker : attackers) {
                    attacker.sendSome(new byte[200_000]);
                }
                good.exchange();
                for (Attacker attacker : attackers) {
                    attacker.leave();
                }
                try (Req0 large =
                        Req0.builder().executor(Listening.EXECUTOR).dial(url).open()) {
                    Message most = Message.of(new byte[1 << 20]);
                    assertThat(large.request(most, GoodClient.HANG)).isEqualTo(most);
                }
            }
            server.end();
            assertThat(server.output()).noneMatch(line -> line.contains("OutOfMemory") || line.contains("SP-IO-FAULT"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    @Spec({"reliability.md 5 row 25", "reliability.md 4b #21"})
    void pausesAcceptingWithoutDescriptorsAndRecovers(String transport) throws Exception {
        String where = Listening.url(transport, directory);
        String jars = jar(Pair0.class) + java.io.File.pathSeparator + jar(EchoServer.class);
        try (Child server = Child.startLimited(64, jars, EchoServer.class, where, "25")) {
            String url = server.await("listening ");
            List<Attacker> attackers = new ArrayList<>();
            try (GoodClient good = GoodClient.of(url)) {
                for (int i = 0; i < 60; i++) {
                    attackers.add(Attacker.connect(url));
                }
                server.await("accept failed");
                good.exchange();
                good.exchange();
                for (Attacker attacker : attackers) {
                    attacker.leave();
                }
                try (GoodClient later = GoodClient.of(url)) {
                    later.exchange();
                }
                good.exchange();
            }
            server.end();
            assertThat(server.output().stream().filter(line -> line.contains("SP-ACCEPT-FAILED")))
                    .as("one a minute at most, none where the logger finds no descriptor: %s", server.output())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Where a class comes from, as a jar: a directory would need a descriptor for each class loaded late. */
    private Path jar(Class<?> member) throws Exception {
        Path from = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (!Files.isDirectory(from)) {
            return from;
        }
        Path jar = directory.resolve(member.getSimpleName() + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> tree = Files.walk(from)) {
            for (Path path : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(from.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
