package io.sp4j.transport.ipc;

import io.sp4j.Options;
import io.sp4j.internal.io.StreamConnector;
import io.sp4j.internal.io.Threads;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Address;
import io.sp4j.spi.Connector;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.Transport;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Unix-domain sockets in the file system; {@code unix} is another name for {@code ipc}. */
public final class IpcTransport implements Transport {

    /** For the service loader. */
    public IpcTransport() {}

    @Override
    public Set<String> schemes() {
        return Set.of("ipc", "unix");
    }

    @Override
    public Connector connector(Address to, LinkConfig config) {
        IpcAddress address = IpcAddress.of(to);
        BaseDirectory base = new BaseDirectory(config.get(Options.IPC_BASE_DIRECTORY));
        Executor checking = base.isNone() ? Runnable::run : Threads.resolvers();
        return new StreamConnector(
                to.toString(),
                new IpcKind(address.path(), address.path()),
                () -> {
                    base.check(address);
                    return List.of(UnixDomainSocketAddress.of(address.path()));
                },
                checking,
                config);
    }

    @Override
    public Acceptor acceptor(Address at, LinkConfig config) {
        return new IpcAcceptor(IpcAddress.of(at), new BaseDirectory(config.get(Options.IPC_BASE_DIRECTORY)), config);
    }
}
