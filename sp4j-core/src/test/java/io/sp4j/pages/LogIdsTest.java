package io.sp4j.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever reads a log finds each id of it on the page of operations. */
class LogIdsTest {
    private static final Pattern ID = Pattern.compile("\\bSP-[A-Z]+(?:-[A-Z]+)+\\b");

    @Test
    void areAllOnThePageOfOperations() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.addAll(ids(Files.readString(file)));
            }
        }
        assertThat(ids(CheckedPage.read("docs/operations.md"))).isEqualTo(written);
    }

    private static Set<String> ids(String text) {
        return ID.matcher(text).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
