package io.sp4j.transport.tcp;

import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.internal.io.Connected;
import io.sp4j.internal.io.Handshaking;
import io.sp4j.internal.io.StreamKind;
import io.sp4j.internal.io.StreamLink;
import io.sp4j.internal.wire.StreamFraming;
import io.sp4j.spi.LinkConfig;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is particular to TCP among the byte streams; one for each connector or acceptor. */
public class TcpKind implements StreamKind {
    /** Together they find a dead peer within 30 s; by name, since not every platform has them. */
    private static final Map<String, Integer> KEEP_ALIVE =
            Map.of("TCP_KEEPIDLE", 15, "TCP_KEEPINTERVAL", 5, "TCP_KEEPCOUNT", 3);

    private final TcpAddress address;

    /** What to bind before connecting to each target; replaced by each lookup, on a thread that may block. */
    private volatile Map<InetSocketAddress, InetSocketAddress> locals = Map.of();

    /** For connections to or from this address. */
    public TcpKind(TcpAddress address) {
        this.address = address;
    }

    /** Looks up both hosts of the URL anew; may block. */
    public List<InetSocketAddress> resolve() {
        List<InetSocketAddress> targets = address.resolve();
        Map<InetSocketAddress, InetSocketAddress> found = new HashMap<>();
        for (InetSocketAddress target : targets) {
            address.resolveLocal(target).ifPresent(local -> found.put(target, local));
        }
        locals = found;
        return targets;
    }

    @Override
    public SocketChannel open(SocketAddress to) throws IOException {
        SocketChannel channel = SocketChannel.open(familyOf((InetSocketAddress) to));
        InetSocketAddress local = locals.get(to);
        if (local != null) {
            try {
                channel.bind(local);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
        return channel;
    }

    static ProtocolFamily familyOf(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
    }

    @Override
    public void configure(SocketChannel channel, LinkConfig config) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, config.get(Options.TCP_NO_DELAY));
        boolean keepAlive = config.get(Options.TCP_KEEP_ALIVE);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive);
        if (keepAlive) {
            for (SocketOption<?> option : channel.supportedOptions()) {
                Integer value = KEEP_ALIVE.get(option.name());
                if (value != null) {
                    set(channel, option, value);
                }
            }
        }
    }

    private static <T> void set(SocketChannel channel, SocketOption<T> option, Integer value) throws IOException {
        if (option.type() == Integer.class) {
            channel.setOption(option, option.type().cast(value));
        }
    }

    @Override
    public SpAddress describe(SocketAddress some) {
        return new SpAddress.Tcp((InetSocketAddress) some);
    }

    @Override
    public Handshaking link(Connected connected) throws IOException {
        return new StreamLink(connected, StreamFraming.Form.TCP, Optional.empty());
    }
}
