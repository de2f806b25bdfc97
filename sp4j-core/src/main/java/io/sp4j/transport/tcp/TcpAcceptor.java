package io.sp4j.transport.tcp;

import io.sp4j.ErrorCode;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.internal.io.IoFailures;
import io.sp4j.internal.io.StreamAcceptor;
import io.sp4j.internal.io.StreamKind;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Listens at one TCP address: the first of its host's that can be bound. */
public final class TcpAcceptor implements Acceptor {
    private static final int BACKLOG = 1_024;
    private static final String BROADCAST = "255.255.255.255";

    /** On Windows the option would let two listeners share a port. */
    private static final boolean REUSE_ADDRESS =
            !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final TcpAddress address;
    private final StreamKind kind;
    private final LinkConfig config;
    private volatile @Nullable InetSocketAddress bound;
    private volatile @Nullable StreamAcceptor accepting;

    /** For connections of this kind, TCP or something on top of it; nothing is bound yet. */
    public TcpAcceptor(TcpAddress address, StreamKind kind, LinkConfig config) {
        this.address = address;
        this.kind = kind;
        this.config = config;
    }

    @Override
    public void bind(LinkListener listener) {
        SpException last = null;
        for (InetSocketAddress candidate : address.resolve()) {
            try {
                bind(candidate, listener);
                return;
            } catch (IOException | RuntimeException e) {
                last = IoFailures.of("listen at " + address.address(), e, TcpAcceptor::advice);
            }
        }
        throw last == null ? address.address().invalid("the host has no address") : last;
    }

    private void bind(InetSocketAddress candidate, LinkListener listener) throws IOException {
        InetAddress host = candidate.getAddress();
        if (host.isMulticastAddress() || BROADCAST.equals(host.getHostAddress())) {
            throw address.address().invalid("the host is an address of many machines");
        }
        ServerSocketChannel channel = open(candidate);
        try {
            if (REUSE_ADDRESS) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.bind(candidate, BACKLOG);
            bound = (InetSocketAddress) channel.getLocalAddress();
            accepting = new StreamAcceptor(channel, kind, config, listener);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private ServerSocketChannel open(InetSocketAddress candidate) throws IOException {
        if (address.address().isAnyHost()) {
            return address.family().isPresent()
                    ? ServerSocketChannel.open(address.family().get())
                    : ServerSocketChannel.open();
        }
        return ServerSocketChannel.open(TcpKind.familyOf(candidate));
    }

    private static String advice(ErrorCode code) {
        return switch (code) {
            case ADDRESS_IN_USE -> "; another socket has the port: close that one, or listen at port 0 for a free one";
            case ADDRESS_INVALID -> "; the host must be an address of this machine";
            case PERMISSION_DENIED -> "; ports below 1024 may need a privilege";
            default -> "";
        };
    }

    @Override
    public SpAddress local() {
        return kind.describe(bound());
    }

    @Override
    public String url() {
        return address.address().withPort(bound().getPort());
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress bound() {
        InetSocketAddress real = bound;
        if (real == null) {
            throw ErrorCode.BAD_STATE.exception("the listener at " + address.address() + " is not bound yet");
        }
        return real;
    }

    @Override
    public void close() {
        StreamAcceptor running = accepting;
        if (running != null) {
            running.close();
        }
    }
}
