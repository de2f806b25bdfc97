package io.sp4j.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of errors is made from the Javadoc of the exceptions, which says when and what to do. */
class ErrorsPageTest {
    private static final Pattern NESTED = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public static final class (\\w+) extends SpException", Pattern.DOTALL);
    private static final Pattern SENTENCE = Pattern.compile("Raised when (.*?): (.*)\\.", Pattern.DOTALL);
    private static final String HEAD = """
            # Errors

            This page is made from the Javadoc of [`SpException`](../sp4j-core/src/main/java/io/sp4j/SpException.java); a test compares the two.

            Everything that fails at run time throws one unchecked family, `SpException`, sealed, with a nested class for each error of nng under the
            name that pynng gives it. Catch the class, or ask `code()`; `code().number()` is nng's number. The message says what failed, on what, and
            what to do; the cause has the exception of the JDK where there was one. A future fails with the same exception as its cause. What is wrong
            in a call itself throws what Java programmers expect: `NullPointerException` for null, `IllegalArgumentException` for a number or a duration
            out of range, which names the range.

            | exception | nng | number | raised when | what to do |
            |---|---|---|---|---|
            """;

    @Test
    void saysWhatTheJavadocSays() {
        Map<String, String> texts = javadoc();
        StringBuilder page = new StringBuilder(HEAD);
        for (ErrorCode code : ErrorCode.values()) {
            String name = code.exception("x").getClass().getSimpleName();
            Matcher sentence = SENTENCE.matcher(texts.getOrDefault(name, ""));
            assertThat(sentence.matches())
                    .as(
                            "the Javadoc of SpException.%s says when it is raised and what to do: %s",
                            name, texts.get(name))
                    .isTrue();
            page.append(String.format(
                    "| `SpException.%s` | `%s` | %s | %s | %s |%n",
                    name,
                    code.nngName(),
                    code.number() < 1 << 16
                            ? Integer.toString(code.number())
                            : "0x" + Integer.toHexString(code.number()),
                    sentence.group(1),
                    sentence.group(2)));
        }
        CheckedPage.check("docs/errors.md", page.toString());
    }

    private static Map<String, String> javadoc() {
        Map<String, String> texts = new LinkedHashMap<>();
        Matcher nested = NESTED.matcher(CheckedPage.read("sp4j-core/src/main/java/io/sp4j/SpException.java"));
        while (nested.find()) {
            String text = nested.group(1)
                    .replaceAll("\\s*\\n\\s*\\* ?", " ")
                    .replaceAll("\\{@code ([^}]*)}", "`$1`")
                    .strip();
            texts.put(nested.group(2), text);
        }
        return texts;
    }
}
