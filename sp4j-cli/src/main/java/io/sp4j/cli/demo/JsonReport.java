package io.sp4j.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The show for programs: one JSON object a line, each with an {@code event}; times are microseconds. */
final class JsonReport implements Report {
    private final PrintWriter out;

    JsonReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void serverListens(long pid, List<String> urls, Duration gap) {
        String list = urls.stream().map(Json::quoted).collect(Collectors.joining(",", "[", "]"));
        event("server-listens", "\"pid\":" + pid + ",\"urls\":" + list + ",\"gap\":" + micros(gap));
    }

    @Override
    public void serverKilled(long pid, int underWay) {
        event("server-killed", "\"pid\":" + pid + ",\"underWay\":" + underWay);
    }

    @Override
    public void connected(ClientView client) {
        event("connected", of(client));
    }

    @Override
    public void disconnected(ClientView client) {
        event("disconnected", of(client));
    }

    @Override
    public void asked(ClientView client, long number, String question) {
        event("asked", of(client) + ",\"number\":" + number + ",\"question\":" + Json.quoted(question));
    }

    @Override
    public void answered(ClientView client, long number, String answer, Duration took, boolean survived) {
        event(
                "answered",
                of(client) + ",\"number\":" + number + ",\"answer\":" + Json.quoted(answer) + ",\"took\":"
                        + micros(took) + ",\"survived\":" + survived);
    }

    @Override
    public void lost(ClientView client, long number, String why) {
        event("lost", of(client) + ",\"number\":" + number + ",\"why\":" + Json.quoted(why));
    }

    @Override
    public void measuring(int seconds) {
        event("measuring", "\"seconds\":" + seconds);
    }

    @Override
    public void measured(List<Row> rows) {
        for (Row row : rows) {
            event(
                    "measured",
                    String.format(
                            Locale.ROOT,
                            "\"transport\":%s,\"clients\":%d,\"requestsPerSecond\":%.1f,\"p50\":%s,\"p99\":%s",
                            Json.quoted(row.transport()),
                            row.clients(),
                            row.perSecond(),
                            micros(row.p50()),
                            micros(row.p99())));
        }
    }

    @Override
    public void total(long asked, long answered, long survived) {
        event("total", "\"asked\":" + asked + ",\"answered\":" + answered + ",\"survived\":" + survived);
    }

    private void event(String name, String fields) {
        out.println("{\"event\":" + Json.quoted(name) + "," + fields + "}");
    }

    private static String of(ClientView client) {
        return "\"client\":" + client.number + ",\"transport\":" + Json.quoted(client.transport);
    }

    private static String micros(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e3);
    }
}
