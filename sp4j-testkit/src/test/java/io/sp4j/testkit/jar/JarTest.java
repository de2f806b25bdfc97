package io.sp4j.testkit.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sp4j.Message;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What module systems, frameworks and tools find in the jar of sp4j, or in the directory that it is made from. */
class JarTest {
    private static final int MOST_BYTES = 600_000;
    private static final String METADATA = "/META-INF/native-image/io.sp4j/sp4j/reachability-metadata.json";

    private static Path place() throws Exception {
        return Path.of(Message.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static String text(String resource) throws Exception {
        try (InputStream in = Message.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isSmall() throws Exception {
        Path jar = place();
        assumeTrue(Files.isRegularFile(jar), "not checked: the jar exists only after package, run verify");
        System.out.println(jar.getFileName() + " has " + Files.size(jar) + " bytes");
        assertThat(Files.size(jar)).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void isARealModuleThatExportsTwoPackagesToEverybody() throws Exception {
        ModuleDescriptor module =
                ModuleFinder.of(place()).find("io.sp4j").orElseThrow().descriptor();
        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.isOpen()).isFalse();
        assertThat(module.exports())
                .filteredOn(exports -> !exports.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder("io.sp4j", "io.sp4j.spi");
        assertThat(module.requires())
                .filteredOn(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("java.base", "jdk.net");
    }

    @Test
    void isAnOsgiBundleThatExportsTheSamePackages() throws Exception {
        Attributes bundle = manifest();
        assertThat(bundle.getValue("Bundle-ManifestVersion")).isEqualTo("2");
        assertThat(bundle.getValue("Bundle-SymbolicName")).isEqualTo("io.sp4j");
        assertThat(bundle.getValue("Bundle-Version")).matches("\\d+\\.\\d+\\.\\d+(\\.SNAPSHOT)?");
        assertThat(namesIn(bundle.getValue("Export-Package"))).containsExactlyInAnyOrder("io.sp4j", "io.sp4j.spi");
        assertThat(clauses(bundle.getValue("Import-Package")))
                .as("nothing that is not of the JDK, and the Flight Recorder only where there is one")
                .containsExactlyInAnyOrder(
                        "javax.crypto",
                        "javax.crypto.spec",
                        "javax.net.ssl",
                        "jdk.jfr;resolution:=optional",
                        "jdk.net");
    }

    @Test
    void tellsOsgiOfTheServiceLoaderAndRequiresNoMediator() throws Exception {
        Attributes bundle = manifest();
        assertThat(bundle.getValue("Provide-Capability")).contains("osgi.serviceloader=\"io.sp4j.spi.Transport\"");
        assertThat(clauses(bundle.getValue("Require-Capability")))
                .filteredOn(clause -> !clause.startsWith("osgi.ee;"))
                .hasSize(3)
                .allMatch(clause -> clause.contains("resolution:=optional"));
    }

    @Test
    void namesToGraalVmEveryTransportAndNothingThatDoesNotExist() throws Exception {
        String metadata = text(METADATA);
        List<String> transports =
                text("/META-INF/services/io.sp4j.spi.Transport").lines().toList();
        List<String> types = Pattern.compile("\"type\": \"([^\"]+)\"")
                .matcher(metadata)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(types).containsAll(transports);
        for (String type : types) {
            assertThat(Class.forName(type)).isNotNull();
        }
        assertThat(metadata).contains("\"META-INF/services/io.sp4j.spi.Transport\"");
    }

    @Test
    void namesToGraalVmTheMethodsOfVirtualThreads() throws Exception {
        Map<String, Class<?>> looked =
                Map.of("isVirtual", Thread.class, "newVirtualThreadPerTaskExecutor", Executors.class);
        String metadata = text(METADATA);
        looked.forEach((method, type) -> assertThat(metadata)
                .containsPattern("\"" + Pattern.quote(type.getName()) + "\",\\s+\"methods\": \\[\\{ \"name\": \""
                        + method + "\""));
    }

    private static Attributes manifest() throws Exception {
        Path place = place();
        if (Files.isDirectory(place)) {
            try (InputStream in = Files.newInputStream(place.resolve("META-INF/MANIFEST.MF"))) {
                return new Manifest(in).getMainAttributes();
            }
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    /** The parts of a header between commas outside quotes. */
    private static List<String> clauses(String header) {
        return List.of(header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
    }

    private static List<String> namesIn(String header) {
        return clauses(header).stream()
                .map(clause -> clause.replaceAll(";.*", ""))
                .toList();
    }
}
