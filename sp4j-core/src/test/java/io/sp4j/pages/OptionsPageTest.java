package io.sp4j.pages;

import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.SocketBuilder;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference of options is made from the table of options. */
class OptionsPageTest {
    private static final String HEAD = """
            # Options

            This page is made from the table in [`Options`](../sp4j-core/src/main/java/io/sp4j/Options.java); a test compares the two.

            Most options have a method on the builder of the sockets that they mean something to; all can be set with `set(option, value)` on a builder,
            and on a socket, context, dialer or listener as the column *on* says. An option that does nothing on a protocol is refused with
            `SpException.NotSupported`, a value out of range with `IllegalArgumentException`, which names the range. On the command line and in files a
            value is written as `Option.parse` reads it: times as milliseconds, or with a unit (`250ms`, `1.5s`, `forever`).

            | option | key | type | default | range | on | change | sockets |
            |---|---|---|---|---|---|---|---|
            """;

    @Test
    void saysWhatTheTableSays() throws ReflectiveOperationException {
        StringBuilder page = new StringBuilder(HEAD);
        for (Option<?> option : Options.all()) {
            page.append(row(option));
        }
        page.append("\n## What they do\n\n");
        for (Option<?> option : Options.all()) {
            page.append("- **`")
                    .append(option.name())
                    .append("`**: ")
                    .append(option.summary())
                    .append('\n');
        }
        page.append("\n## When a change takes effect\n\n")
                .append("- *any time*: calls, messages and waits that begin afterwards see it\n")
                .append("- *later connections*: connections made afterwards see it\n")
                .append("- *later endpoints*: contexts, dialers and listeners made afterwards see it\n")
                .append("- *before open*: on the builder only\n");
        CheckedPage.check("docs/options.md", page.toString());
    }

    private static String row(Option<?> option) throws ReflectiveOperationException {
        return String.format(
                "| `%s` | `%s` | %s | %s | %s | %s | %s | %s |%n",
                option.name(),
                key(option),
                option.type().getSimpleName(),
                option == Options.IPC_PERMISSIONS ? "0600" : value(option.defaultValue()),
                option.range(),
                option.scopes().stream().map(OptionsPageTest::words).collect(Collectors.joining(", ")),
                words(option.mutability()),
                protocols(option));
    }

    private static String key(Option<?> option) throws ReflectiveOperationException {
        for (var field : Options.class.getFields()) {
            if (field.get(null) == option) {
                return field.getName();
            }
        }
        throw new IllegalStateException("no constant for " + option);
    }

    private static String value(Object value) {
        if (value.equals(Options.FOREVER)) {
            return "for ever";
        }
        if (value instanceof Duration time) {
            return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
        }
        return value.toString().isEmpty() ? "(none)" : value.toString();
    }

    private static String protocols(Option<?> option) {
        List<String> having = Arrays.stream(Protocol.values())
                .filter(protocol -> has(protocol, option))
                .map(protocol -> protocol.name().toLowerCase(Locale.ROOT))
                .toList();
        if (having.isEmpty()) {
            return "none yet";
        }
        return having.size() == Protocol.values().length ? "all" : String.join(", ", having);
    }

    private static boolean has(Protocol protocol, Option<?> option) {
        try {
            set(protocol.builder(), option);
            return true;
        } catch (SpException.NotSupported e) {
            return false;
        }
    }

    private static <T> void set(SocketBuilder<?, ?> builder, Option<T> option) {
        builder.set(option, option.defaultValue());
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
