package io.sp4j.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The show for people, in colours where they are wanted. */
final class TextReport implements Report {
    private static final String[] COLOURS = {"36", "33", "35", "32", "34", "96", "93", "95"};
    private static final String SERVER = "1";
    private static final String BAD = "1;31";

    private final PrintWriter out;
    private final boolean colours;

    TextReport(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    @Override
    public void serverListens(long pid, List<String> urls, Duration gap) {
        String where = String.join(" and ", urls);
        line(
                SERVER,
                gap.isZero()
                        ? "server          process " + pid + " listens at " + where
                        : "server          process " + pid + " is back after " + text(gap) + " at " + where);
    }

    @Override
    public void serverKilled(long pid, int underWay) {
        line(
                BAD,
                "server          process " + pid + " killed (SIGKILL); waiting for a reply: " + underWay + " clients");
    }

    @Override
    public void connected(ClientView client) {
        client(client, "connected");
    }

    @Override
    public void disconnected(ClientView client) {
        client(client, "connection lost, dials again");
    }

    @Override
    public void asked(ClientView client, long number, String question) {
        client(client, "#" + number + " -> " + question);
    }

    @Override
    public void answered(ClientView client, long number, String answer, Duration took, boolean survived) {
        String how = survived ? ", asked before the server died" : "";
        client(client, "#" + number + " <- " + answer + "  (" + text(took) + how + ")");
    }

    @Override
    public void lost(ClientView client, long number, String why) {
        line(BAD, name(client) + "#" + number + " UNANSWERED: " + why);
    }

    @Override
    public void measuring(int seconds) {
        out.println();
        line(
                SERVER,
                "Measuring for " + seconds + " s: all clients ask at once, 64 bytes, one request at a time each ...");
    }

    @Override
    public void measured(List<Row> rows) {
        out.println();
        line(SERVER, String.format("%-9s %8s %12s %9s %9s", "transport", "clients", "requests/s", "p50", "p99"));
        for (Row row : rows) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-9s %8d %,12.0f %9s %9s",
                    row.transport(),
                    row.clients(),
                    row.perSecond(),
                    text(row.p50()),
                    text(row.p99())));
        }
        out.println();
    }

    @Override
    public void total(long asked, long answered, long survived) {
        String text = String.format(
                Locale.ROOT,
                "%,d requests asked, %,d answered, %,d unanswered; %d of them outlived the server they were asked of.",
                asked,
                answered,
                asked - answered,
                survived);
        line(asked == answered ? SERVER : BAD, text);
    }

    private void client(ClientView client, String text) {
        line(COLOURS[(client.number - 1) % COLOURS.length], name(client) + text);
    }

    private static String name(ClientView client) {
        return String.format("client %-2d %-4s  ", client.number, client.transport);
    }

    private void line(String colour, String text) {
        out.println(colours ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text);
    }

    private static String text(Duration time) {
        double micros = time.toNanos() / 1e3;
        if (micros < 1_000) {
            return String.format(Locale.ROOT, "%.0f µs", micros);
        }
        return micros < 1_000_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(Locale.ROOT, "%.2f s", micros / 1e6);
    }
}
