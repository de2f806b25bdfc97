package io.sp4j.bench.result;

/** A peer of a run: measured if {@code missing} is empty, else why it was not and how to get it. */
public record PeerInfo(String name, String version, String missing, String howToGet) {

    public boolean isMeasured() {
        return missing.isEmpty();
    }
}
