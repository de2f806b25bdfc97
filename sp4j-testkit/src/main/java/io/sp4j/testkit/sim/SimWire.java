package io.sp4j.testkit.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;

/**
 * One direction of a connection: bytes under way and bytes that have arrived and are not read, together at most
 * {@code capacity}. They arrive in order, in pieces of random size; a full stop or a reset travels behind them.
 */
final class SimWire implements WritableByteChannel {
    private static final byte[] NOTHING = {};

    private final SimNetwork net;
    private final SimConnection connection;
    private final int capacity;
    private final int largestPiece;
    private final ArrayDeque<Piece> underWay = new ArrayDeque<>();
    private final ArrayDeque<byte[]> arrived = new ArrayDeque<>();
    private int readOfFirst;
    private int held;
    private long lastArrival;
    private boolean stalled;
    private boolean silent;
    private boolean broken;
    private boolean ended;
    private boolean endArrived;
    private SimLink writer;
    private SimLink reader;

    /** What travels. */
    private enum Kind {
        BYTES,
        END,
        RESET
    }

    private record Piece(Kind kind, byte[] bytes, long arrives) {}

    @SuppressWarnings("NullAway.Init") // joined at once
    SimWire(SimNetwork net, SimConnection connection, int capacity, int largestPiece) {
        this.net = net;
        this.connection = connection;
        this.capacity = capacity;
        this.largestPiece = largestPiece;
    }

    void join(SimLink from, SimLink to) {
        writer = from;
        reader = to;
    }

    // ---- the writer's side -----------------------------------------------------------------------------------------

    /** Takes what there is room for, sometimes less. */
    @Override
    public int write(ByteBuffer from) throws IOException {
        if (broken) {
            throw new IOException("connection reset by the simulated peer");
        }
        int most = Math.min(from.remaining(), room());
        int taken = most > 1 && net.random().nextInt(8) == 0 ? 1 + net.random().nextInt(most) : most;
        int left = taken;
        while (left > 0) {
            byte[] piece = new byte[Math.min(left, net.pieceSize(largestPiece))];
            from.get(piece);
            held += piece.length;
            left -= piece.length;
            send(new Piece(Kind.BYTES, piece, arrival()));
        }
        return taken;
    }

    int room() {
        return capacity - held;
    }

    /** The writer is done: the reader sees the end after all that was written. */
    void end() {
        if (!ended) {
            ended = true;
            send(new Piece(Kind.END, NOTHING, arrival()));
        }
    }

    /** The writer is gone with input unread: the reader loses what it has not read. */
    void reset() {
        ended = true;
        send(new Piece(Kind.RESET, NOTHING, arrival()));
    }

    private long arrival() {
        lastArrival = Math.max(lastArrival, net.time().elapsed() + net.latency());
        return lastArrival;
    }

    private void send(Piece piece) {
        if (!silent) {
            underWay.add(piece);
            net.time().after(piece.arrives - net.time().elapsed(), this::arrive);
        }
    }

    // ---- the network -----------------------------------------------------------------------------------------------

    /** Nothing arrives from now on, and nobody is told. */
    void silence() {
        silent = true;
        underWay.clear();
    }

    void stall(boolean now) {
        stalled = now;
        net.time().after(0, this::arrive);
    }

    private void arrive() {
        while (!stalled
                && !underWay.isEmpty()
                && underWay.element().arrives <= net.time().elapsed()) {
            Piece piece = underWay.remove();
            switch (piece.kind) {
                case BYTES -> arrive(piece.bytes);
                case END -> {
                    net.traces(connection + " " + reader.side() + " sees the end");
                    endArrived = true;
                    reader.readSoon();
                }
                case RESET -> reader.reset();
            }
        }
    }

    private void arrive(byte[] bytes) {
        if (net.losesPiece()) {
            connection.cut();
        } else if (reader.isClosed()) {
            writer.resetByPeer();
        } else {
            net.mixes(bytes);
            arrived.add(bytes);
            reader.readSoon();
        }
    }

    // ---- the reader's side -----------------------------------------------------------------------------------------

    boolean isReadable() {
        return !arrived.isEmpty() || endArrived;
    }

    boolean hasUnread() {
        return !arrived.isEmpty();
    }

    boolean isAtEnd() {
        return arrived.isEmpty() && endArrived;
    }

    /** Some of the bytes that are there, {@code most} at most. */
    ByteBuffer read(int most) {
        byte[] first = arrived.element();
        int n = Math.min(most, first.length - readOfFirst);
        ByteBuffer bytes = ByteBuffer.wrap(first, readOfFirst, n).slice();
        readOfFirst += n;
        held -= n;
        if (readOfFirst == first.length) {
            arrived.remove();
            readOfFirst = 0;
        }
        writer.roomSoon();
        return bytes;
    }

    // ---- WritableByteChannel ---------------------------------------------------------------------------------------

    @Override
    public boolean isOpen() {
        return !broken;
    }

    /** Both ways are broken off; nothing arrives any more. */
    @Override
    public void close() {
        broken = true;
        silence();
    }
}
