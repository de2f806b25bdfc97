package io.sp4j.testkit.sim;

import io.sp4j.CloseReason;

/** One connection of the simulated network, for doing things to it. Belongs to the thread of its network. */
public final class SimConnection {
    private final SimNetwork net;
    private final int number;
    private final String name;
    private final SimWire toListener;
    private final SimWire toDialer;
    private boolean halfOpen;
    private SimLink dialer;
    private SimLink listener;

    /** One of the two ends. */
    public enum Side {
        /** The end that dialed. */
        DIALER,
        /** The end that accepted. */
        LISTENER
    }

    @SuppressWarnings("NullAway.Init") // joined at once
    SimConnection(SimNetwork net, int number, String name) {
        this.net = net;
        this.number = number;
        this.name = name;
        this.toListener = net.newWire(this);
        this.toDialer = net.newWire(this);
    }

    void join(SimLink dialing, SimLink accepting) {
        dialer = dialing;
        listener = accepting;
        toListener.join(dialing, accepting);
        toDialer.join(accepting, dialing);
    }

    SimWire outOf(Side side) {
        return side == Side.DIALER ? toListener : toDialer;
    }

    SimWire into(Side side) {
        return side == Side.DIALER ? toDialer : toListener;
    }

    void endIsClosed() {
        if (dialer.isClosed() && listener.isClosed()) {
            net.forget(this);
        }
    }

    /** How many of its ends are pipes. */
    int pipes() {
        return (dialer.isLive() ? 1 : 0) + (listener.isLive() ? 1 : 0);
    }

    SimLink end(Side side) {
        return side == Side.DIALER ? dialer : listener;
    }

    /**
     * What stands behind {@code sim://} in the URL that was dialed.
     *
     * @return a name such as {@code answers}
     */
    public String name() {
        return name;
    }

    /**
     * Whether at least one end is open.
     *
     * @return false for good once both ends are closed
     */
    public boolean isOpen() {
        return !dialer.isClosed() || !listener.isClosed();
    }

    /** Breaks it off: both ends see a reset, and what is under way is lost. */
    public void cut() {
        net.traces(this + " is cut");
        toListener.close();
        toDialer.close();
        net.time().onLoop(() -> {
            dialer.end(CloseReason.CONNECTION_RESET, "the simulated connection was cut");
            listener.end(CloseReason.CONNECTION_RESET, "the simulated connection was cut");
        });
    }

    /**
     * From now on nothing arrives and neither end is told, as when a machine loses its power. Writes go on until the
     * buffer is full. An end that closes is closed, its peer does not see it.
     */
    public void halfOpen() {
        net.traces(this + " is half-open");
        halfOpen = true;
        toListener.silence();
        toDialer.silence();
    }

    /**
     * Whether {@link #halfOpen()} was called.
     *
     * @return true for good from then on
     */
    public boolean isHalfOpen() {
        return halfOpen;
    }

    /** Nothing arrives until {@link #resume}; nothing is lost. */
    public void stall() {
        net.traces(this + " stalls");
        toListener.stall(true);
        toDialer.stall(true);
    }

    /** What was held up by {@link #stall} arrives. */
    public void resume() {
        net.traces(this + " resumes");
        toListener.stall(false);
        toDialer.stall(false);
    }

    /**
     * Makes one end read slowly.
     *
     * @param reader the end that is to read slowly
     * @param bytesPerSecond 1 or more; {@link Integer#MAX_VALUE} = as fast as it can, as at first
     */
    public void slow(Side reader, int bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytes per second are 1 or more, not " + bytesPerSecond);
        }
        net.traces(this + " " + reader + " reads " + bytesPerSecond + " bytes a second");
        end(reader).slow(bytesPerSecond);
    }

    /** The number of the connection and the name that was dialed. */
    @Override
    public String toString() {
        return "#" + number + " " + name;
    }
}
