package io.sp4j.testkit.sim;

import io.sp4j.internal.io.Buffers;
import io.sp4j.internal.wire.PartialBytes;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network in which nothing happens by chance. Sockets that are built with it listen at and dial {@code sim://name}; their
 * bytes go through buffers, arrive later and in pieces, and connections break when the test says so. Time is virtual: an
 * hour passes at once. The same seed gives the same run, event by event.
 *
 * <pre>{@code
 * SimNetwork sim = new SimNetwork(42);
 * try (Rep0 rep = Rep0.builder().environment(sim).listen("sim://answers").open();
 *         Req0 req = Req0.builder().environment(sim).dial("sim://answers").open()) {
 *     rep.serve(question -> Message.of("42"), 1);
 *     sim.connections("answers").get(0).cut();
 *     String answer = req.request("and now?").text(); // "42": dialed again after a tenth of a virtual second
 * }
 * }</pre>
 *
 * Everything runs on the thread that made the network, one event after the other: input and output, alarms, and the
 * handlers and completions of its sockets. Things happen in {@code step}, in the methods {@code run…}, and in blocking calls
 * such as {@code recv}, which let time pass until they are over; one that could never be over throws
 * {@link IllegalStateException}, as do calls from other threads.
 *
 * <p>A connection is two byte streams with the handshake and framing of {@code tcp}. By default a piece takes 10 to 100 us
 * and has 1 to 64 Ki bytes, a buffer 1 to 64 KiB, all at random.
 */
public final class SimNetwork implements Environment {
    private static final int WRITE_BYTES = 8 << 10;
    private static final long PARTIAL_BYTES = 256L << 20;
    private static final int LARGEST_PIECE_BITS = 17;
    private static final int FEWEST_PIECE_BITS = 3;

    private final SplittableRandom seeds;
    private final RandomGenerator random;
    private final SimTime time;
    private final SimTrace trace;
    private final Buffers buffers = new Buffers(WRITE_BYTES);
    private final PartialBytes partial = new Unlimited();
    private final List<SimSession> sessions = new ArrayList<>();
    private final Map<String, SimTransport.SimAcceptor> names = new LinkedHashMap<>();
    private final Set<SimConnection> connections = new LinkedHashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> partitioned = new HashSet<>();
    private int connectionsEver;
    private long leastLatency = 10_000;
    private long mostLatency = 100_000;
    private int leastBuffer = 1 << 10;
    private int mostBuffer = 64 << 10;
    private int mostPiece;
    private double loss;

    /**
     * A network whose every choice follows from {@code seed}.
     *
     * @param seed any number
     */
    public SimNetwork(long seed) {
        seeds = new SplittableRandom(seed);
        random = seeds.split();
        time = new SimTime(seeds.nextLong());
        trace = new SimTrace(time);
    }

    /** What a socket needs; called by its builder. */
    @Override
    public Session open() {
        SimSession session = new SimSession(this, sessions.size(), seeds.split());
        sessions.add(session);
        return session;
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    /**
     * The virtual time since the network was made.
     *
     * @return zero at first; real time has no part in it
     */
    public Duration elapsed() {
        return Duration.ofNanos(time.elapsed());
    }

    /**
     * The clock of the network, for programs under test that set alarms of their own.
     *
     * @return the same each time; its readings begin anywhere
     */
    public Clock clock() {
        return time;
    }

    /**
     * Where handlers and completions run: on the network's thread, in turn, each as an event of its own.
     *
     * @return an executor for the network's thread only
     */
    public Executor executor() {
        return time.executor();
    }

    /**
     * Lets the next event happen, whenever it is due, and time pass until then.
     *
     * @return false when there is none
     */
    public boolean step() {
        return time.step(Long.MAX_VALUE);
    }

    /**
     * Lets so much time pass.
     *
     * @param duration zero or more; zero does what is due now
     */
    public void runFor(Duration duration) {
        time.pass(() -> false, duration.toNanos());
    }

    /**
     * Lets time pass until {@code condition} is true, {@code atMost} at the longest.
     *
     * @param condition asked after each event
     * @param atMost zero or more
     * @return whether the condition is true now
     * @throws IllegalStateException when nothing is left to happen and {@code atMost} is for ever
     */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        return time.pass(condition, atMost.toNanos());
    }

    /**
     * Lets time pass until the future is done, {@code atMost} at the longest.
     *
     * @param future done with a value or a failure
     * @param atMost zero or more
     * @return whether it is done now
     */
    public boolean runUntil(CompletableFuture<?> future, Duration atMost) {
        return runUntil(future::isDone, atMost);
    }

    // ---- the network as a whole ------------------------------------------------------------------------------------

    /**
     * How long a piece takes to arrive, from now on; within a connection pieces stay in order.
     *
     * @param least zero or more
     * @param most {@code least} or more; each piece takes a time between the two, at random
     * @return this network
     */
    public SimNetwork latency(Duration least, Duration most) {
        leastLatency = least.toNanos();
        mostLatency = Math.max(leastLatency, most.toNanos());
        return this;
    }

    /**
     * How many bytes each way of a new connection holds before its writer must wait.
     *
     * @param least bytes, 1 or more
     * @param most bytes, {@code least} or more; each way has a size between the two, at random
     * @return this network
     */
    public SimNetwork buffers(int least, int most) {
        leastBuffer = least;
        mostBuffer = Math.max(least, most);
        return this;
    }

    /**
     * The most bytes that arrive at once on new connections; 1 = each byte by itself.
     *
     * @param most bytes, 1 or more
     * @return this network
     */
    public SimNetwork pieces(int most) {
        mostPiece = most;
        return this;
    }

    /**
     * How likely each piece is to take its connection with it, 0 to 1.
     *
     * @param probability 0 = never, as at first; 1 = always
     * @return this network
     */
    public SimNetwork losses(double probability) {
        loss = probability;
        return this;
    }

    /**
     * Carriers with feathers: a piece takes 53 to 106 minutes, and one in fifty is lost together with its connection. Dial
     * and handshake timeouts of a day are recommended.
     *
     * @return this network
     */
    public SimNetwork carrierPigeons() {
        return latency(Duration.ofSeconds(3_211), Duration.ofSeconds(6_389)).losses(1.0 / 50);
    }

    /**
     * Refuses connections to this name from now on, as if nobody listened; those that are up stay.
     *
     * @param name what stands behind {@code sim://} in the URL
     */
    public void refuse(String name) {
        traces("refuse " + name);
        refused.add(name);
    }

    /**
     * Nothing gets through to this name or back until {@link #heal}: connections stall, dials get no answer.
     *
     * @param name what stands behind {@code sim://} in the URL
     */
    public void partition(String name) {
        traces("partition " + name);
        partitioned.add(name);
        connections(name).forEach(SimConnection::stall);
    }

    /**
     * Ends what {@link #refuse} and {@link #partition} began; what was held up arrives.
     *
     * @param name what stands behind {@code sim://} in the URL
     */
    public void heal(String name) {
        traces("heal " + name);
        refused.remove(name);
        if (partitioned.remove(name)) {
            connections(name).forEach(SimConnection::resume);
        }
    }

    /**
     * Breaks off all connections to this name.
     *
     * @param name what stands behind {@code sim://} in the URL
     */
    public void cut(String name) {
        connections(name).forEach(SimConnection::cut);
    }

    /**
     * The connections of which an end is open, oldest first.
     *
     * @return a snapshot, empty when there are none
     */
    public List<SimConnection> connections() {
        return List.copyOf(connections);
    }

    /**
     * As {@link #connections()}, those to this name only.
     *
     * @param name what stands behind {@code sim://} in the URL
     * @return a snapshot, empty when there are none
     */
    public List<SimConnection> connections(String name) {
        return connections.stream().filter(c -> c.name().equals(name)).toList();
    }

    // ---- what has happened -----------------------------------------------------------------------------------------

    /**
     * A source of randomness that follows from the seed, for tests.
     *
     * @return another one each time
     */
    public RandomGenerator newRandom() {
        return seeds.split();
    }

    /**
     * Adds a line to the trace.
     *
     * @param what one line
     */
    public void note(String what) {
        traces(what);
    }

    /**
     * The last lines of the trace, oldest first, with virtual times.
     *
     * @return at most 4,000, as a snapshot
     */
    public List<String> trace() {
        return trace.lines();
    }

    /**
     * A hash of the whole trace and of every byte that arrived: equal for equal runs.
     *
     * @return any number
     */
    public long fingerprint() {
        return trace.hash();
    }

    /**
     * What closed sockets have not given back, in words; to be empty once a moment has passed since.
     *
     * @return one line for each thing
     */
    public List<String> leftovers() {
        List<String> left = new ArrayList<>();
        sessions.forEach(session -> left.addAll(session.leftovers()));
        if (sessions.stream().allMatch(SimSession::isClosed)) {
            names.keySet().forEach(name -> left.add("a listener at " + name));
        }
        return left;
    }

    // ---- for the package -------------------------------------------------------------------------------------------

    SimTime time() {
        return time;
    }

    RandomGenerator random() {
        return random;
    }

    void traces(String what) {
        trace.add(what);
    }

    void mixes(byte[] bytes) {
        trace.mix(bytes);
    }

    long latency() {
        return leastLatency == mostLatency ? leastLatency : random.nextLong(leastLatency, mostLatency + 1);
    }

    int pieceSize(int largest) {
        return 1 + random.nextInt(largest);
    }

    boolean losesPiece() {
        return loss > 0 && random.nextDouble() < loss;
    }

    Buffers buffers() {
        return buffers;
    }

    PartialBytes partial() {
        return partial;
    }

    boolean bind(String name, SimTransport.SimAcceptor acceptor) {
        return names.putIfAbsent(name, acceptor) == null;
    }

    void unbind(String name, SimTransport.SimAcceptor acceptor) {
        names.remove(name, acceptor);
    }

    SimTransport.@Nullable SimAcceptor acceptor(String name) {
        return refused.contains(name) ? null : names.get(name);
    }

    boolean isPartitioned(String name) {
        return partitioned.contains(name);
    }

    SimConnection newConnection(String name) {
        SimConnection connection = new SimConnection(this, connectionsEver++, name);
        connections.add(connection);
        return connection;
    }

    SimWire newWire(SimConnection connection) {
        int bits = random.nextInt(FEWEST_PIECE_BITS, LARGEST_PIECE_BITS);
        int piece = mostPiece > 0 ? mostPiece : 1 << bits;
        return new SimWire(this, connection, random.nextInt(leastBuffer, mostBuffer + 1), piece);
    }

    void forget(SimConnection connection) {
        connections.remove(connection);
    }

    /** Partial messages are not limited as a whole. */
    private static final class Unlimited implements PartialBytes {
        @Override
        public long limit() {
            return PARTIAL_BYTES;
        }

        @Override
        public void charge(int bytes) {}

        @Override
        public void release(int bytes) {}
    }
}
