package io.sp4j.cli.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Req0;
import io.sp4j.Sub0;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as its page sees it: snapshots that are published, requests that are answered. */
@Timeout(100)
class WebDemoTest {
    private static final Duration HANG = Duration.ofSeconds(60);

    private WebDemo demo;
    private Sub0 feed;
    private Req0 control;

    @BeforeEach
    void connect() throws Exception {
        demo = WebDemo.at(0);
        String sockets = "ws://127.0.0.1:" + (URI.create(demo.url()).getPort() + 1);
        feed = Sub0.builder()
                .topics("")
                .recvTimeout(HANG)
                .dial(sockets + "/feed")
                .open();
        control = Req0.builder().recvTimeout(HANG).dial(sockets + "/control").open();
    }

    @AfterEach
    void close() {
        feed.close();
        control.close();
        demo.close();
    }

    @Test
    void allIsConnectedAndMoves() {
        String snapshot = await(json -> links(json).stream().allMatch(link -> link.contains("\"up\":true"))
                && nodes(json).stream().noneMatch(node -> node.contains("\"rate\":0.0")));
        assertThat(links(snapshot)).hasSize(16);
        assertThat(nodes(snapshot)).hasSize(14);
        assertThat(snapshot).contains("\"via\":\"tcp\"", "\"via\":\"ipc\"", "\"via\":\"inproc\"");
    }

    @Test
    void aStationThatWasKilledComesBack() {
        for (String station : List.of("worker-1", "worker-2", "worker-3", "subscriber-1", "answerer-2")) {
            order("kill " + station);
            String dead = await(json -> node(json, station).contains("\"up\":false"));
            assertThat(dead).contains("was killed");
            await(json -> links(json).stream()
                    .filter(link -> link.contains("\"to\":\"" + station + "\""))
                    .allMatch(link -> link.contains("\"up\":false")));
            long before = total(dead, station);
            order("start " + station);
            await(json -> total(json, station) > before && node(json, station).contains("\"up\":true"));
        }
    }

    @Test
    void whoeverIsSlowLosesMessagesThatAreCounted() {
        order("slow subscriber-2");
        String snapshot = await(json -> node(json, "subscriber-2").contains("\"queueFull\":"));
        assertThat(node(snapshot, "subscriber-2")).contains("\"slow\":true");
        order("fast subscriber-2");
        await(json -> node(json, "subscriber-2").contains("\"slow\":false"));
    }

    @Test
    void questionsAreAskedAgainWhenNobodyAnswers() {
        order("kill answerer-1");
        order("kill answerer-2");
        await(json -> nodes(json).stream()
                .filter(node -> node.contains("answerer"))
                .allMatch(node -> node.contains("\"up\":false")));
        String silent = await(json -> lane(json, "questions").contains("\"rate\":0.0"));
        order("start answerer-2");
        await(json -> number("done", lane(json, "questions")) > number("done", lane(silent, "questions")));
    }

    @Test
    void sendersPauseAndGoOn() {
        order("pause");
        String paused = await(json -> lanes(json).stream().allMatch(lane -> lane.contains("\"rate\":0.0")));
        assertThat(paused).contains("\"paused\":true");
        order("resume");
        await(json -> lanes(json).stream().noneMatch(lane -> lane.contains("\"rate\":0.0")));
    }

    @Test
    void thePaceCanBeChosenAndAllBeReset() {
        order("pace 100");
        order("slow worker-1");
        order("kill worker-2");
        await(json -> json.contains("\"pace\":100,"));
        order("reset");
        await(json -> json.contains("\"pace\":1000,")
                && nodes(json).stream()
                        .allMatch(node -> node.contains("\"up\":true") && node.contains("\"slow\":false")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "dance",
                "kill",
                "kill nobody",
                "kill producer-1",
                "slow publisher-1",
                "dance worker-1",
                "pace 7",
                "pace fast",
                "pause now",
                "kill worker-1 now"
            })
    void whatMakesNoSenseIsRefused(String order) {
        assertThat(control.request(order).text()).startsWith("no: ");
    }

    @Test
    void startsAgainAtTheSamePort() throws Exception {
        int port = URI.create(demo.url()).getPort();
        String before = await(json -> true);
        demo.close();
        demo = WebDemo.at(port);
        await(json -> !text("run", json).equals(text("run", before)));
    }

    private void order(String text) {
        assertThat(control.request(text).text()).isEqualTo("ok");
    }

    private String await(Predicate<String> condition) {
        long end = System.nanoTime() + HANG.toNanos();
        String snapshot = feed.recv().text();
        while (!condition.test(snapshot)) {
            assertThat(System.nanoTime()).as(snapshot).isLessThan(end);
            snapshot = feed.recv().text();
        }
        return snapshot;
    }

    private static List<String> nodes(String json) {
        return all("\\{\"id\":\"[a-z]+-\\d\".*?\"drops\":\\{[^}]*}}", json);
    }

    private static List<String> links(String json) {
        return all("\\{\"from\":[^}]*}", json);
    }

    private static List<String> lanes(String json) {
        return all("\\{\"id\":\"[a-z]+\",\"title\"[^}]*}", json);
    }

    private static String node(String json, String id) {
        return only(nodes(json), "{\"id\":\"" + id + "\"");
    }

    private static String lane(String json, String id) {
        return only(lanes(json), "{\"id\":\"" + id + "\"");
    }

    private static String only(List<String> objects, String start) {
        return objects.stream()
                .filter(object -> object.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static long total(String json, String id) {
        return number("total", node(json, id));
    }

    private static long number(String key, String object) {
        return Long.parseLong(match("\"" + key + "\":(\\d+)", object));
    }

    private static String text(String key, String object) {
        return match("\"" + key + "\":\"([^\"]*)\"", object);
    }

    private static String match(String pattern, String object) {
        Matcher found = Pattern.compile(pattern).matcher(object);
        assertThat(found.find()).as(object).isTrue();
        return found.group(1);
    }

    private static List<String> all(String pattern, String json) {
        return Pattern.compile(pattern)
                .matcher(json)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
