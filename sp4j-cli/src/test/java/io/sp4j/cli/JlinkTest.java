package io.sp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sp4j.Message;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command with a Java of its own, of the modules that it needs and no others, as jlink makes it. */
class JlinkTest {
    private static final int HANG_SECONDS = 100;

    @Test
    void runsTheDemoFromAnImageOfFiveModules(@TempDir Path directory) throws Exception {
        Path image = directory.resolve("image");
        link(image);
        assertThat(run(directory, image.resolve("bin/java").toString(), "--list-modules")
                        .lines()
                        .map(line -> line.replaceAll("@.*", "")))
                .containsExactlyInAnyOrder("info.picocli", "io.sp4j", "io.sp4j.cli", "java.base", "jdk.net");
        String printed =
                run(directory, image.resolve("bin/sp4j").toString(), "demo", "--clients=2", "--seconds=1", "--json");
        assertThat(printed)
                .contains("\"transport\":\"tcp\"")
                .contains("\"transport\":\"ipc\"")
                .doesNotContain("\"event\":\"lost\"");
    }

    private static void link(Path image) throws Exception {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseGet(() -> skip("this Java has no jlink"));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        String modules = Stream.of(Message.class, CommandLine.class, Main.class)
                .map(JlinkTest::place)
                .collect(Collectors.joining(File.pathSeparator));
        int code = jlink.run(
                writer,
                writer,
                "--module-path",
                modules,
                "--add-modules",
                "io.sp4j.cli",
                "--launcher",
                "sp4j=io.sp4j.cli/io.sp4j.cli.Main",
                "--output",
                image.toString());
        boolean withoutJmods = Files.notExists(Path.of(System.getProperty("java.home"), "jmods"));
        if (code != 0 && withoutJmods) {
            skip("this Java has no jmods and does not link from itself: " + said);
        }
        assertThat(code).as(said.toString()).isZero();
    }

    private static ToolProvider skip(String why) {
        System.err.println("JlinkTest was not run: " + why);
        return abort(why);
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

    /** What it prints on its standard output; it ends well and says nothing on the other. */
    private static String run(Path directory, String... command) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(List.of(command))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(err).isEmptyFile();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}
