package io.sp4j.transport.tcp;

import io.sp4j.ErrorCode;
import io.sp4j.internal.io.IoFailures;
import io.sp4j.spi.Address;
import io.sp4j.spi.Escapes;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked address of TCP, or of TLS over TCP: the scheme's last character limits it to IPv4 ({@code tcp4}) or IPv6
 * ({@code tcp6}). Names are looked up only by {@link #resolve()} and {@link #resolveLocal(InetSocketAddress)}, anew
 * each time.
 */
public final class TcpAddress {
    private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST = 255;
    private static final int SHOWN = 64;

    private final Address address;
    private final @Nullable String local;
    private final String remote;
    private final int port;

    private TcpAddress(Address address, @Nullable String local, String remote, int port) {
        this.address = address;
        this.local = local;
        this.remote = remote;
        this.port = port;
    }

    /**
     * Checks an address to listen at. No host and {@code *} stand for every local address; without a port one is
     * picked, as nng does.
     *
     * @param address of a scheme that ends in {@code tcp}, {@code tcp4} or {@code tcp6}
     * @return the checked address
     * @throws io.sp4j.SpException.AddressInvalid if a part is malformed or must not be there; the message names it
     */
    public static TcpAddress forListen(Address address) {
        checkTail(address);
        if (address.host().isEmpty() && address.port().isEmpty()) {
            throw address.invalid("the host and port are missing");
        }
        return forListen(address, 0);
    }

    /**
     * Checks an address to listen at of a scheme in which more may stand behind the port, which is not looked at.
     *
     * @param address any host, also none
     * @param defaultPort the port if there is none
     * @return the checked address
     * @throws io.sp4j.SpException.AddressInvalid if the host or port is malformed; the message names it
     */
    public static TcpAddress forListen(Address address, int defaultPort) {
        if (address.host().indexOf(';') >= 0) {
            throw address.invalid("the host has the form LOCAL;REMOTE, which is only for dialing");
        }
        checkHost(address, address.host());
        return new TcpAddress(address, null, address.host(), portOf(address).orElse(defaultPort));
    }

    /**
     * Checks an address to dial. Host and port must be there; {@code LOCAL;REMOTE} names the address to bind before
     * connecting, an IPv4 address or a name.
     *
     * @param address of a scheme that ends in {@code tcp}, {@code tcp4} or {@code tcp6}
     * @return the checked address
     * @throws io.sp4j.SpException.AddressInvalid if a part is malformed, missing or must not be there; the message
     *     names it
     */
    public static TcpAddress forDial(Address address) {
        checkTail(address);
        return dialing(address, OptionalInt.empty());
    }

    /**
     * Checks an address to dial of a scheme in which more may stand behind the port, which is not looked at.
     *
     * @param address with a host
     * @param defaultPort the port if there is none
     * @return the checked address
     * @throws io.sp4j.SpException.AddressInvalid if host or port is malformed or the host is missing; the message names
     *     it
     */
    public static TcpAddress forDial(Address address, int defaultPort) {
        return dialing(address, OptionalInt.of(defaultPort));
    }

    private static TcpAddress dialing(Address address, OptionalInt defaultPort) {
        String host = address.host();
        int semicolon = host.indexOf(';');
        String local = semicolon < 0 ? null : host.substring(0, semicolon);
        String remote = host.substring(semicolon + 1);
        if (remote.isEmpty() || remote.equals("*")) {
            throw address.invalid("the host is missing: dialing needs one");
        }
        if (local != null
                && (local.isEmpty() || local.equals("*") || remote.indexOf(';') >= 0 || address.isBracketed())) {
            throw address.invalid("the host is not of the form LOCAL;REMOTE with two names or IPv4 addresses");
        }
        if (local != null) {
            checkHost(address, local);
        }
        checkHost(address, remote);
        OptionalInt written = portOf(address);
        int port = (written.isPresent() ? written : defaultPort)
                .orElseThrow(() -> address.invalid("the port is missing: dialing needs one"));
        return new TcpAddress(address, local, remote, port);
    }

    /**
     * Gives the address that was checked.
     *
     * @return the argument of the factory
     */
    public Address address() {
        return address;
    }

    /**
     * Gives the host to connect to or to listen at, as TLS wants it for its server name.
     *
     * @return a name or literal without brackets; empty or {@code *} for every local address
     */
    public String host() {
        return remote;
    }

    /**
     * Gives the port.
     *
     * @return 0 to 65535; 0 to listen at a free port
     */
    public int port() {
        return port;
    }

    /**
     * Tells which version of IP the scheme asks for.
     *
     * @return the family to open sockets of, or empty when either will do
     */
    public Optional<StandardProtocolFamily> family() {
        if (address.scheme().endsWith("4")) {
            return Optional.of(StandardProtocolFamily.INET);
        }
        return address.scheme().endsWith("6") ? Optional.of(StandardProtocolFamily.INET6) : Optional.empty();
    }

    /**
     * Tells whether the hosts are written as numbers, so that nothing has to be looked up.
     *
     * @return true when {@link #resolve()} does not block
     */
    public boolean isNumeric() {
        return local == null
                && (address.isBracketed() || DOTTED.matcher(address.host()).matches());
    }

    /**
     * Looks the host up. May block for as long as the name service takes, so never call it on an I/O thread.
     *
     * @return all addresses of the family, at least one, in the order of the name service
     * @throws io.sp4j.SpException.AddressInvalid if the host is unknown or has no address of the family
     */
    public List<InetSocketAddress> resolve() {
        if (local == null && address.isAnyHost()) {
            return List.of(anyAddress());
        }
        List<InetSocketAddress> found = lookedUp(remote)
                .filter(this::isOfFamily)
                .map(ip -> new InetSocketAddress(ip, port))
                .toList();
        if (found.isEmpty()) {
            throw address.invalid("the host " + shown(remote) + " has no address for " + address.scheme());
        }
        return found;
    }

    /**
     * Looks up what stands before the semicolon of {@code LOCAL;REMOTE}. May block like {@link #resolve()}.
     *
     * @param target what is about to be connected to; the result is of its version of IP
     * @return the address to bind first, with port 0, or empty when the URL names none
     * @throws io.sp4j.SpException.AddressInvalid if the local host is unknown or has no address of that version
     */
    public Optional<InetSocketAddress> resolveLocal(InetSocketAddress target) {
        if (local == null) {
            return Optional.empty();
        }
        boolean four = target.getAddress() instanceof Inet4Address;
        return Optional.of(lookedUp(local)
                .filter(ip -> ip instanceof Inet4Address == four)
                .findFirst()
                .map(ip -> new InetSocketAddress(ip, 0))
                .orElseThrow(() -> address.invalid(
                        "the local host " + shown(local) + " has no address of the remote host's version of IP")));
    }

    private InetSocketAddress anyAddress() {
        try {
            return switch (family().orElse(StandardProtocolFamily.UNIX)) {
                case INET -> new InetSocketAddress(InetAddress.getByName("0.0.0.0"), port);
                case INET6 -> new InetSocketAddress(InetAddress.getByName("::"), port);
                default -> new InetSocketAddress(port);
            };
        } catch (UnknownHostException e) {
            throw address.invalid("the host cannot be any address of " + address.scheme() + " here", e);
        }
    }

    private Stream<InetAddress> lookedUp(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(address.isBracketed() ? "[" + host + "]" : host));
        } catch (UnknownHostException e) {
            if (IoFailures.code(e) == ErrorCode.TRY_AGAIN) {
                throw ErrorCode.TRY_AGAIN.exception(
                        "nobody can be asked now who the host " + shown(host) + " is, try later: " + address, e);
            }
            throw address.invalid("the host " + shown(host) + " is unknown", e);
        }
    }

    private boolean isOfFamily(InetAddress ip) {
        return family().map(family -> (family == StandardProtocolFamily.INET) == ip instanceof Inet4Address)
                .orElse(true);
    }

    private static void checkTail(Address address) {
        if (address.userInfo().isPresent()) {
            throw address.invalid("the user info before @ must not be there");
        }
        if (!address.path().isEmpty() && !address.path().equals("/")) {
            throw address.invalid("the path must be empty or /");
        }
        if (address.query().isPresent()) {
            throw address.invalid("the query after ? must not be there");
        }
        if (address.fragment().isPresent()) {
            throw address.invalid("the fragment after # must not be there");
        }
    }

    private static void checkHost(Address address, String host) {
        if (host.length() > MAX_HOST) {
            throw address.invalid("the host has " + host.length() + " characters, more than " + MAX_HOST);
        }
        boolean four = address.scheme().endsWith("4");
        if (address.isBracketed()) {
            checkIpv6(address, host);
            if (four) {
                throw address.invalid("the host is an IPv6 address, but the scheme is for IPv4");
            }
        } else if (address.scheme().endsWith("6") && IPV4.matcher(host).matches()) {
            throw address.invalid("the host is an IPv4 address, but the scheme is for IPv6");
        }
    }

    /** Checks the literal without its zone, whose network interface may come and go. */
    private static void checkIpv6(Address address, String host) {
        int percent = host.indexOf('%');
        if (percent == host.length() - 1) {
            throw address.invalid("the host has a % but no zone after it");
        }
        String literal = percent < 0 ? host : host.substring(0, percent);
        try {
            InetAddress ip = InetAddress.getByName("[" + literal + "]"); // in brackets nothing is looked up
            if (percent >= 0 && !(ip instanceof Inet6Address)) {
                throw address.invalid("the host has a zone but is an IPv4 address");
            }
        } catch (UnknownHostException e) {
            throw address.invalid("the host in brackets is not an IPv6 address", e);
        }
    }

    private static OptionalInt portOf(Address address) {
        Optional<String> text = address.port();
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt port = NUMBER.matcher(text.get()).matches()
                ? OptionalInt.of(Integer.parseInt(text.get()))
                : ServiceNames.port(ServiceNames.SYSTEM_TABLE, text.get());
        if (port.isEmpty() || port.getAsInt() > MAX_PORT) {
            throw address.invalid("the port \"" + shown(text.get()) + "\" is neither 0 to " + MAX_PORT
                    + " nor a service in " + ServiceNames.SYSTEM_TABLE);
        }
        return port;
    }

    private static String shown(String text) {
        return Escapes.escape(text, SHOWN);
    }
}
