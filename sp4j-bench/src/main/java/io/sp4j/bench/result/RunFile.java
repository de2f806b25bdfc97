package io.sp4j.bench.result;

import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A run as a file: JSON, every figure with all its rounds. */
public final class RunFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunFile() {}

    public static void write(Run run, Path file) {
        JSON.writeValue(file, run);
    }

    public static Run read(Path file) {
        return JSON.readValue(file, Run.class);
    }
}
