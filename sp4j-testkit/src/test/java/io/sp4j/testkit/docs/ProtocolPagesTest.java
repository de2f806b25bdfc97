package io.sp4j.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the protocols say what the code says: its drawings, its defaults, its names of reasons. */
class ProtocolPagesTest {
    private static final Path SOURCES = Page.ROOT.resolve("sp4j-core/src/main/java/io/sp4j/internal/protocol");
    private static final Pattern DRAWN = Pattern.compile("text from (\\w+)\\.java");
    private static final Pattern DRAWING = Pattern.compile("<pre>\n(.*?)\n \\* </pre>", Pattern.DOTALL);
    private static final Pattern OPTIONS =
            Pattern.compile("^\\| `(\\w+)` \\| default \\| .*\n\\|[-|]+\n((?:\\|.*\n)+)", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("^\\| `([\\w:-]+)` \\| (.+?) \\| .+", Pattern.MULTILINE);
    private static final Pattern REASON = Pattern.compile("`([a-z]+[A-Z][A-Za-z]*)`");
    private static final Set<String> COUNTERS = Set.of("txMessages", "handedBack");

    private static String drawingOf(String name) throws IOException {
        Matcher drawing = DRAWING.matcher(Files.readString(SOURCES.resolve(name + ".java")));
        assertThat(drawing.find()).as("a drawing in %s", name).isTrue();
        return drawing.group(1)
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n"))
                .stripIndent();
    }

    @Test
    void showTheDrawingsOfTheSource() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Page page : Page.protocols()) {
            for (Page.Block block : page.blocks()) {
                Matcher drawn = DRAWN.matcher(block.info());
                if (drawn.matches()) {
                    assertThat(block.content().stripTrailing())
                            .as("the drawing of %s in %s", drawn.group(1), page)
                            .isEqualTo(drawingOf(drawn.group(1)).stripTrailing());
                    shown.add(drawn.group(1));
                }
            }
        }
        assertThat(shown)
                .contains("Pair", "PairPoly", "Req", "ReqContext", "Rep", "Pub", "Sub", "Push", "Pull")
                .contains("Surveyor", "SurveyContext", "Bus");
    }

    @Test
    void nameTheOptionsOfEachProtocolAndTheirDefaults() throws IOException {
        Map<Protocol, Map<String, String>> documented = new EnumMap<>(Protocol.class);
        for (Page page : Page.protocols()) {
            Matcher table = OPTIONS.matcher(page.text());
            while (table.find()) {
                Map<String, String> rows = new HashMap<>();
                OPTION.matcher(table.group(2)).results().forEach(row -> rows.put(row.group(1), row.group(2)));
                documented.put(Protocol.valueOf(table.group(1).toUpperCase(Locale.ROOT)), rows);
            }
        }
        assertThat(documented).isEqualTo(optionsOfTheCode());
    }

    /** For each protocol its options, but for those that every protocol has, with their defaults. */
    private static Map<Protocol, Map<String, String>> optionsOfTheCode() {
        Map<Protocol, Map<String, String>> all = new EnumMap<>(Protocol.class);
        for (Protocol protocol : Protocol.values()) {
            try (SpSocket socket = protocol.builder().open()) {
                Map<String, String> defaults = new HashMap<>();
                for (Option<?> option : Options.all()) {
                    try {
                        defaults.put(option.name(), words(socket.get(option)));
                    } catch (SpException.NotSupported e) {
                        // not of this protocol
                    }
                }
                all.put(protocol, defaults);
            }
        }
        Set<String> common = new TreeSet<>(all.get(Protocol.PAIR0).keySet());
        all.values().forEach(options -> common.retainAll(options.keySet()));
        all.values().forEach(options -> options.keySet().removeAll(common));
        return all;
    }

    private static String words(Object value) {
        if (value instanceof Duration time) {
            return time.equals(Options.FOREVER) ? "for ever" : time.toSeconds() + " s";
        }
        if (value instanceof Boolean flag) {
            return flag ? "on" : "off";
        }
        return value instanceof Integer number ? String.format(Locale.ROOT, "%,d", number) : value.toString();
    }

    @Test
    void nameOnlyReasonsThatThereAre() throws IOException {
        Set<String> known = Stream.concat(
                        Stream.of(DropReason.values()).map(DropReason::label),
                        Stream.of(CloseReason.values()).map(CloseReason::label))
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(COUNTERS);
        for (Page page : Page.protocols()) {
            List<String> named = new ArrayList<>();
            REASON.matcher(page.text()).results().forEach(reason -> named.add(reason.group(1)));
            assertThat(known).as("reasons in %s", page).containsAll(named);
        }
    }

    @Test
    void leadOnlyToFilesThatThereAre() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([\\w./-]+\\.md)[#)]");
        for (Page page : Page.protocols()) {
            link.matcher(page.text())
                    .results()
                    .forEach(found -> assertThat(page.file().resolveSibling(found.group(1)))
                            .as("a link of %s", page)
                            .exists());
        }
    }
}
