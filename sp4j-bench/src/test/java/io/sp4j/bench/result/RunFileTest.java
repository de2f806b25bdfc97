package io.sp4j.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.bench.Example;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

    @Test
    void readsWhatItHasWritten(@TempDir Path directory) {
        Path file = directory.resolve("run.json");
        RunFile.write(Example.run(), file);
        assertThat(RunFile.read(file)).isEqualTo(Example.run());
    }
}
