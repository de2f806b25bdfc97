package io.sp4j.bench.worker;

import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.SocketKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One party's arguments: a role and {@code key=value} words, which {@link WorkerMain} lists. */
final class PartyArgs {

    final Role role;
    private final Map<String, String> values = new HashMap<>();

    PartyArgs(String[] words) {
        role = Role.named(words.length > 0 ? words[0] : "");
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
    }

    /** How this party's figures are called. */
    String party() {
        return listens() ? "listen" : "dial";
    }

    SocketKind kind() {
        return SocketKind.named(text("kind"));
    }

    boolean listens() {
        return values.containsKey("listen");
    }

    String url() {
        return text(party());
    }

    String transport() {
        return url().substring(0, url().indexOf("://"));
    }

    int size() {
        return Integer.parseInt(values.getOrDefault("size", "64"));
    }

    /** How many sockets, requests or connections at once. */
    int count() {
        return Integer.parseInt(values.getOrDefault("n", "1"));
    }

    /** How many of the sockets are used. */
    int active() {
        return Integer.parseInt(values.getOrDefault("active", "1000000"));
    }

    int threads() {
        return Integer.parseInt(values.getOrDefault("threads", "1"));
    }

    /** Subscriptions; 0 is one to everything. */
    int topics() {
        return Integer.parseInt(values.getOrDefault("topics", "0"));
    }

    boolean spins() {
        return values.containsKey("spin");
    }

    double warmupSeconds() {
        return Double.parseDouble(values.getOrDefault("warmup", "1"));
    }

    double measureSeconds() {
        return Double.parseDouble(values.getOrDefault("measure", "1"));
    }

    /** Where {@code cert.pem} and {@code key.pem} are. */
    Path keys() {
        return Path.of(text("keys"));
    }

    private String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(role.wireName() + " needs " + key + "=");
        }
        return value;
    }
}
