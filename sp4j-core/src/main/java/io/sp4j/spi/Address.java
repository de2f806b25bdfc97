package io.sp4j.spi;

import io.sp4j.ErrorCode;
import io.sp4j.SpException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart by the rules that all transports share, as nng has them:
 * {@code scheme://[userinfo@]host[:port][/path][?query][#fragment]}, or {@code scheme://rest} for the schemes whose
 * rest is taken as it is. What the parts mean, and which of them must or must not be there, is for the transport to
 * say. Two addresses are equal when their URLs are.
 */
public final class Address {
    /** Schemes after which everything is one verbatim text. */
    private static final Set<String> OPAQUE = Set.of("inproc", "ipc", "unix", "abstract", "socket");

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final String SEPARATOR = "://";
    private static final int MAX_URL = 8_192;
    private static final int MAX_MESSAGE = 256;
    private static final int MAX_PORT = 65_535;

    private final String url;
    private final String scheme;
    private final String rest;
    private final UrlAuthority authority;
    private final UrlTail tail;

    private Address(String url, String scheme, String rest) {
        boolean opaque = OPAQUE.contains(scheme);
        int end = opaque ? 0 : UrlAuthority.endIn(rest);
        this.url = url;
        this.scheme = scheme;
        this.rest = rest;
        this.authority = opaque ? UrlAuthority.NONE : UrlAuthority.parse(url, rest.substring(0, end));
        this.tail = opaque ? UrlTail.NONE : UrlTail.parse(url, rest.substring(end));
    }

    /**
     * Takes a URL apart. Neither names are looked up nor files touched, and whether there is a transport for the scheme
     * is not asked.
     *
     * @param url at most 8,192 characters
     * @return the parts
     * @throws SpException.AddressInvalid if the URL is malformed; the message names the part and shows the URL escaped
     *     and shortened
     */
    public static Address parse(String url) {
        Objects.requireNonNull(url, "url");
        if (url.length() > MAX_URL) {
            throw invalid(url, "the URL has " + url.length() + " characters, more than " + MAX_URL, null);
        }
        int end = url.indexOf(SEPARATOR);
        if (end < 0) {
            throw invalid(url, "the scheme is missing: a URL begins like tcp:// or ipc://", null);
        }
        String scheme = url.substring(0, end);
        if (!SCHEME.matcher(scheme).matches()) {
            throw invalid(url, "the scheme is not a letter followed by letters, digits, +, - and .", null);
        }
        return new Address(url, scheme.toLowerCase(Locale.ROOT), url.substring(end + SEPARATOR.length()));
    }

    /**
     * Gives the URL as it was written.
     *
     * @return the argument of {@link #parse(String)}
     */
    public String url() {
        return url;
    }

    /**
     * Gives what stands before {@code ://}.
     *
     * @return in lower case, for example {@code tcp}
     */
    public String scheme() {
        return scheme;
    }

    /**
     * Gives everything after {@code ://}, neither decoded nor normalised: the name or path of the schemes that take it
     * verbatim.
     *
     * @return any text, maybe empty, maybe with control characters
     */
    public String rest() {
        return rest;
    }

    /**
     * Gives what stands before {@code @}.
     *
     * @return the text, or empty when there is no {@code @}
     */
    public Optional<String> userInfo() {
        return Optional.ofNullable(authority.userInfo());
    }

    /**
     * Gives the host.
     *
     * @return in lower case (but for the zone of an IPv6 address), without brackets; {@code *} stays; an empty text
     *     when there is none
     */
    public String host() {
        return authority.host();
    }

    /**
     * Tells whether the host stood in brackets, which only IPv6 addresses do.
     *
     * @return true for {@code [::1]}
     */
    public boolean isBracketed() {
        return authority.bracketed();
    }

    /**
     * Tells whether the host stands for every local address.
     *
     * @return true for {@code *} and for none
     */
    public boolean isAnyHost() {
        return host().isEmpty() || host().equals("*");
    }

    /**
     * Gives what stands after the colon behind the host, unchecked: a number or a service name.
     *
     * @return a text of at least one character, or empty when there is no colon
     */
    public Optional<String> port() {
        return Optional.ofNullable(authority.port());
    }

    /**
     * Gives the path, with needless escapes decoded, {@code //} made {@code /}, and {@code .} and {@code ..} resolved.
     *
     * @return a text that begins with {@code /}, or an empty one when the URL has none
     */
    public String path() {
        return tail.path();
    }

    /**
     * Gives what stands after {@code ?}.
     *
     * @return the text, or empty when there is no {@code ?}
     */
    public Optional<String> query() {
        return Optional.ofNullable(tail.query());
    }

    /**
     * Gives what stands after {@code #}.
     *
     * @return the text, or empty when there is no {@code #}
     */
    public Optional<String> fragment() {
        return Optional.ofNullable(tail.fragment());
    }

    /**
     * Writes the URL with another port, as a listener reports the one that it was given. As nng does, {@code *} becomes
     * no host.
     *
     * @param port 0 to 65535
     * @return a URL; this one's unchanged where the scheme knows no ports
     */
    public String withPort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port is " + port + " but must be 0 to " + MAX_PORT);
        }
        if (OPAQUE.contains(scheme)) {
            return url;
        }
        return scheme + SEPARATOR + authority.withPort(port) + tail;
    }

    /**
     * Makes the exception for an address that its transport does not accept.
     *
     * @param why names the part and what is wrong with it; begins in lower case and has no full stop
     * @return an {@link SpException.AddressInvalid} whose message shows the URL too, escaped, within 256 characters
     */
    public SpException invalid(String why) {
        return invalid(url, why, null);
    }

    /**
     * Makes the exception for an address that its transport does not accept.
     *
     * @param why names the part and what is wrong with it; begins in lower case and has no full stop
     * @param cause what the platform said
     * @return an {@link SpException.AddressInvalid} whose message shows the URL too, escaped, within 256 characters
     */
    public SpException invalid(String why, Throwable cause) {
        return invalid(url, why, cause);
    }

    /**
     * Makes the exception for an address whose scheme no transport takes.
     *
     * @return an {@link SpException.NotSupported} whose message names the module to add, or says why there is none
     */
    public SpException noTransport() {
        return ErrorCode.NOT_SUPPORTED.exception(message(url, KnownSchemes.explain(scheme)));
    }

    static SpException invalid(String url, String why, @Nullable Throwable cause) {
        return ErrorCode.ADDRESS_INVALID.exception(message(url, why), cause);
    }

    private static String message(String url, String why) {
        return Escapes.escape("cannot use this address, " + why + ": " + withoutSecrets(url), MAX_MESSAGE);
    }

    /** Replaces what may be a password. */
    private static String withoutSecrets(String url) {
        int from = url.indexOf(SEPARATOR) + SEPARATOR.length();
        if (from < SEPARATOR.length() || OPAQUE.contains(url.substring(0, from - SEPARATOR.length()))) {
            return url;
        }
        int at =
                url.substring(0, from + UrlAuthority.endIn(url.substring(from))).lastIndexOf('@');
        return at < from ? url : url.substring(0, from) + "***" + url.substring(at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && url.equals(that.url);
    }

    @Override
    public int hashCode() {
        return url.hashCode();
    }

    /** Shows the URL in one line of at most 256 characters, with control characters escaped and without user info. */
    @Override
    public String toString() {
        return Escapes.escape(withoutSecrets(url), MAX_MESSAGE);
    }
}
