package io.sp4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.bench.Example;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Pattern FIGURE = Pattern.compile("<figure>(.*?)</figure>", Pattern.DOTALL);

    private final String page = Report.of(Example.run());

    @Test
    void hasATableBehindEveryChart() {
        List<String> figures =
                FIGURE.matcher(page).results().map(match -> match.group(1)).toList();
        assertThat(figures).hasSizeGreaterThan(20).allSatisfy(figure -> {
            assertThat(count(figure, "<svg class=\"chart\"")).isOne();
            assertThat(count(figure, "<tbody>\n<tr>")).as(figure).isOne();
        });
        int inTargets = count(section("targets"), "<svg class=\"chart\"");
        assertThat(count(page, "<svg class=\"chart\"")).isEqualTo(figures.size() + inTargets);
    }

    @Test
    void hasEveryWorkload() {
        for (Workload workload : Workloads.ALL) {
            assertThat(section(workload.name())).contains("<figure>");
        }
    }

    @Test
    void describesEveryChartInWords() {
        assertThat(count(page, "role=\"img\" aria-label=\"")).isEqualTo(count(page, "<svg class=\"chart\""));
        assertThat(page).doesNotContain("aria-label=\"\"");
    }

    @Test
    void asksNobodyForAnything() {
        assertThat(page.replaceAll("<td[^>]*>[^<]*</td>", ""))
                .doesNotContain("src=", "url(", "@import", "http:", "https:", "<script");
        Matcher links = Pattern.compile("href=\"(.)").matcher(page);
        assertThat(links.results().map(match -> match.group(1))).isNotEmpty().containsOnly("#");
    }

    @Test
    void namesTheMachineTheCommandAndWhatWasNotFound() {
        assertThat(section("machine"))
                .contains("./sp4j bench", "a &quot;fast&quot; one", "not readable", "nng 2 &lt;&amp;&gt;")
                .contains("cc: no such file", "apt-get install libzmq3-dev");
    }

    @Test
    void saysHowFarTheTargetsAreMet() {
        assertThat(section("targets")).contains("✓", "✗", "of what must hold");
        for (Target target : Target.ALL) {
            assertThat(section("targets")).contains(target.title());
        }
    }

    @Test
    void saysHowCostGrows() {
        assertThat(section("growth")).contains("n^1.00 ← grows", "subscriptions");
    }

    @Test
    void warnsOfShortRunsOnly() {
        assertThat(page).doesNotContain("class=\"warning\"");
    }

    /** A target of a variant that nothing measures would never be met. */
    @Test
    void hasNoTargetThatIsNotMeasured() {
        assertThat(Target.ALL)
                .allSatisfy(
                        target -> assertThat(Workloads.named(target.workload()).variants())
                                .anyMatch(variant -> variant.transport() == target.transport()
                                        && variant.size() == target.size()
                                        && variant.count() == target.count()));
    }

    private String section(String id) {
        int from = page.indexOf("<section id=\"" + id + "\">");
        assertThat(from).as(id).isNotNegative();
        return page.substring(from, page.indexOf("</section>", from));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
