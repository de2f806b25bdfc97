package io.sp4j.interop;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.sp4j.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * A socket of libnng, with the events of its pipes. One that is closed during a handshake may leave a descriptor behind (1.5.2,
 * with sockets of its own as well), so that tests with these look at our threads only.
 */
final class NngSocket implements PeerSocket {
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final int AUTH_REQUIRED = 2;
    private static final List<String> EVENTS = List.of("pre", "post", "removed");

    private final int id;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final LibNng.PipeCallback callback = this::happened;
    private volatile IntPredicate accept = pipe -> true;

    private NngSocket(int id) {
        this.id = id;
        for (int event : new int[] {LibNng.PIPE_PRE, LibNng.PIPE_POST, LibNng.PIPE_REMOVED}) {
            LibNng.check(LibNng.nng_pipe_notify(id, event, callback, Pointer.NULL));
        }
        setMillis("recv-timeout", HANG);
        setMillis("send-timeout", HANG);
        setMillis("reconnect-time-min", Duration.ofMillis(10));
    }

    static NngSocket open(Protocol protocol) {
        NngSocket socket = new NngSocket(LibNng.open(function(protocol)));
        if (protocol == Protocol.SUB0) {
            socket.subscribe("");
        } else if (protocol == Protocol.SURVEYOR0) {
            socket.setMillis("surveyor:survey-time", HANG);
        }
        return socket;
    }

    static NngSocket openRaw(Protocol protocol) {
        return new NngSocket(LibNng.open(function(protocol) + "_raw"));
    }

    private static String function(Protocol protocol) {
        return "nng_" + protocol.name().toLowerCase(Locale.ROOT) + "_open";
    }

    /** Lets receives and sends wait as long as it takes, as a device has to. */
    void waitForEver() {
        LibNng.check(LibNng.nng_socket_set_ms(id, "recv-timeout", -1));
        LibNng.check(LibNng.nng_socket_set_ms(id, "send-timeout", -1));
    }

    /** nng's handle. */
    int id() {
        return id;
    }

    private void happened(int pipe, int event, Pointer argument) {
        events.add(EVENTS.get(event));
        if (event == LibNng.PIPE_PRE && !accept.test(pipe)) {
            LibNng.nng_pipe_close(pipe);
        }
    }

    /** Closes those pipes before they are attached that this says no to. */
    void acceptOnly(IntPredicate pipes) {
        accept = pipes;
    }

    /** Waits for the next event of a pipe: pre, post or removed. */
    String event() {
        try {
            String event = events.poll(HANG.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event of a pipe of nng");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The next events, in their order. */
    List<String> events(int count) {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(event());
        }
        return next;
    }

    /** Waits for one kind of event, whatever comes before it. */
    void awaitEvent(String wanted) {
        String event = event();
        while (!event.equals(wanted)) {
            event = event();
        }
    }

    @Override
    public void awaitPipe() {
        awaitEvent("post");
    }

    @Override
    public String listen(String url) {
        IntByReference listener = new IntByReference();
        LibNng.check(LibNng.nng_listener_create(listener, id, url));
        if (Secrets.areFor(url)) {
            int made = listener.getValue();
            LibNng.check(LibNng.nng_listener_set_int(made, "tls-authmode", AUTH_REQUIRED));
            LibNng.check(LibNng.nng_listener_set_string(made, "tls-ca-file", Secrets.AUTHORITY.toString()));
            LibNng.check(LibNng.nng_listener_set_string(made, "tls-cert-key-file", Secrets.IDENTITY.toString()));
        }
        LibNng.check(LibNng.nng_listener_start(listener.getValue(), 0));
        if (!url.endsWith(":0")) {
            return url;
        }
        IntByReference port = new IntByReference();
        LibNng.check(LibNng.nng_listener_get_int(listener.getValue(), "tcp-bound-port", port));
        return url.substring(0, url.length() - 1) + port.getValue();
    }

    @Override
    public void dial(String url) {
        dial(url, LibNng.NONBLOCK);
    }

    private void dial(String url, int flags) {
        IntByReference dialer = new IntByReference();
        LibNng.check(LibNng.nng_dialer_create(dialer, id, url));
        if (Secrets.areFor(url)) {
            int made = dialer.getValue();
            // a name: it does not compare addresses
            LibNng.check(LibNng.nng_dialer_set_string(made, "tls-server-name", "localhost"));
            LibNng.check(LibNng.nng_dialer_set_string(made, "tls-ca-file", Secrets.AUTHORITY.toString()));
            LibNng.check(LibNng.nng_dialer_set_string(made, "tls-cert-key-file", Secrets.IDENTITY.toString()));
        }
        LibNng.check(LibNng.nng_dialer_start(dialer.getValue(), flags));
    }

    /** Dials once and waits for the outcome. */
    void dialNow(String url) {
        dial(url, 0);
    }

    void subscribe(String topic) {
        byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);
        LibNng.check(LibNng.nng_socket_set(id, "sub:subscribe", bytes, bytes.length));
    }

    void set(String option, int value) {
        LibNng.check(LibNng.nng_socket_set_int(id, option, value));
    }

    void setMillis(String option, Duration time) {
        LibNng.check(LibNng.nng_socket_set_ms(id, option, Math.toIntExact(time.toMillis())));
    }

    void setSize(String option, long bytes) {
        LibNng.check(LibNng.nng_socket_set_size(id, option, bytes));
    }

    @Override
    public void send(byte[] body) {
        send(NngMessage.of(new byte[0], body));
    }

    void send(NngMessage message) {
        Pointer given = message.give();
        int result = LibNng.nng_sendmsg(id, given, 0);
        if (result != 0) {
            LibNng.nng_msg_free(given);
        }
        LibNng.check(result);
    }

    @Override
    public byte[] recv() {
        return recvMessage().body();
    }

    NngMessage recvMessage() {
        PointerByReference message = new PointerByReference();
        LibNng.check(LibNng.nng_recvmsg(id, message, 0));
        return NngMessage.take(message.getValue());
    }

    @Override
    public void close() {
        end();
    }

    /** Closes it before its block ends; a second time does nothing. */
    void end() {
        int result = LibNng.nng_close(id);
        if (result != NngException.ECLOSED) {
            LibNng.check(result);
        }
    }
}
