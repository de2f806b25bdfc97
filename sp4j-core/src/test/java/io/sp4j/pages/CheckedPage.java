package io.sp4j.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the project whose text comes from the code: the build compares it, and writes it anew when asked to. */
final class CheckedPage {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String UPDATE = "pages.update";

    private CheckedPage() {}

    /** Fails unless the file says {@code expected}; with {@code -Dpages.update} it does afterwards. */
    static void check(String file, String expected) {
        Path path = ROOT.resolve(file);
        try {
            if (System.getProperty(UPDATE) != null) {
                Files.writeString(path, expected);
            }
            assertThat(Files.exists(path) ? Files.readString(path) : "")
                    .as(
                            "%s is not what the code says; look at the difference, then write it anew with "
                                    + "./mvnw test -pl sp4j-core -Dtest='*PageTest,PublicApiTest' -D%s and commit it",
                            file, UPDATE)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the project. */
    static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
