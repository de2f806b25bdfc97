package io.sp4j.testkit.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation and the fenced blocks in it. */
record Page(Path file, String text) {
    static final Path ROOT = Path.of("..");
    static final Path PROTOCOLS = ROOT.resolve("docs/protocols");
    private static final Pattern FENCE = Pattern.compile("^```(.*)\n((?:.*\n)*?)```$", Pattern.MULTILINE);

    /** A fenced block: what stands behind the opening fence, and what is in it, with its last line end. */
    record Block(String info, String content) {}

    static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages of the protocols, the index included. */
    static List<Page> protocols() throws IOException {
        try (Stream<Path> files = Files.list(PROTOCOLS)) {
            return files.sorted().map(Page::read).toList();
        }
    }

    /** All blocks, in order. */
    List<Block> blocks() {
        return FENCE.matcher(text)
                .results()
                .map(found -> new Block(found.group(1), found.group(2)))
                .toList();
    }

    /** Each program, with what it prints: a {@code java} block that has a main method, and the {@code text} block behind it. */
    List<Block[]> programs() {
        List<Block[]> programs = new ArrayList<>();
        List<Block> blocks = blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.info().equals("java") && block.content().contains("static void main")) {
                boolean prints =
                        i + 1 < blocks.size() && blocks.get(i + 1).info().equals("text");
                programs.add(new Block[] {block, prints ? blocks.get(i + 1) : new Block("text", "")});
            }
        }
        return programs;
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
