package io.sp4j.transport.ipc;

import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.internal.io.IoFailures;
import io.sp4j.internal.io.StreamAcceptor;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Listens on a unix-domain socket and looks after its file. */
final class IpcAcceptor implements Acceptor {
    private final IpcAddress address;
    private final BaseDirectory base;
    private final LinkConfig config;
    private final AtomicReference<@Nullable Bound> bound = new AtomicReference<>();

    private record Bound(SocketFile file, StreamAcceptor accepting) {}

    IpcAcceptor(IpcAddress address, BaseDirectory base, LinkConfig config) {
        this.address = address;
        this.base = base;
        this.config = config;
    }

    @Override
    public void bind(LinkListener listener) {
        base.check(address);
        SocketFile file = SocketFile.create(address, config.get(Options.IPC_PERMISSIONS));
        try {
            IpcKind kind = new IpcKind(file.boundName(), address.path());
            bound.set(new Bound(file, new StreamAcceptor(file.channel(), kind, config, listener)));
        } catch (IOException | RuntimeException e) {
            file.discard();
            throw IoFailures.of("listen at " + address.address(), e);
        }
    }

    @Override
    public SpAddress local() {
        return new SpAddress.Ipc(address.path());
    }

    @Override
    public String url() {
        return address.address().url();
    }

    @Override
    public void close() {
        Bound open = bound.getAndSet(null);
        if (open != null) {
            open.file.remove();
            open.accepting.close();
        }
    }
}
