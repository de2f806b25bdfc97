package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolver;
import io.netty.util.Version;
import io.sp4j.Pair0;
import io.sp4j.testkit.Certificates;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module on the module path, in a JVM of its own, with what it requires and nothing else. */
class ModulePathTest {
    private static final int HANG_SECONDS = 100;
    private static final String PROGRAM = """
            import io.sp4j.*;
            import java.nio.file.Path;

            class Talk {
                public static void main(String[] args) throws Exception {
                    TlsConfig server = TlsConfig.builder().identity(Path.of(args[0])).build();
                    TlsConfig client = TlsConfig.builder().trust(Path.of(args[1])).build();
                    for (String scheme : new String[] {"tls+tcp", "wss"}) {
                        try (Pair0 one = Pair0.builder().tls(server).listen(scheme + "://127.0.0.1:0").open();
                                Pair0 other = Pair0.builder().tls(client).dial(one.url()).open()) {
                            other.send("hello");
                            String module = one.getClass().getModule().getName();
                            System.out.println(scheme + " " + one.recv().text() + " in " + module);
                        }
                    }
                    System.out.println(ModuleLayer.boot().findModule("io.sp4j.netty").isPresent());
                }
            }
            """;

    @Test
    void talksOverTlsAsANamedModule(@TempDir Path directory) throws Exception {
        Certificates authority = new Certificates("modules");
        Path identity = Files.writeString(directory.resolve("identity.pem"), authority.identity("127.0.0.1"));
        Path trusted = Files.writeString(directory.resolve("trusted.pem"), authority.pem());
        Path program = Files.writeString(directory.resolve("Talk.java"), PROGRAM);
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modules(),
                        "--add-modules",
                        "io.sp4j,io.sp4j.netty",
                        program.toString(),
                        identity.toString(),
                        trusted.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(out)).containsExactly("tls+tcp hello in io.sp4j", "wss hello in io.sp4j", "true");
    }

    /** The library, this module, and Netty's: one class of each. */
    private static String modules() {
        return Stream.of(
                        Pair0.class,
                        NettyLink.class,
                        Version.class,
                        ByteBuf.class,
                        Channel.class,
                        AddressResolver.class,
                        FileDescriptor.class,
                        ByteToMessageDecoder.class,
                        SslHandler.class)
                .map(ModulePathTest::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> of) {
        try {
            return Path.of(of.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
