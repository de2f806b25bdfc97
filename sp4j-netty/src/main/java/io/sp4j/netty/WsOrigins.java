package io.sp4j.netty;

import io.sp4j.ErrorCode;
import io.sp4j.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which web pages may connect: those that come from the listener's own host and port, and those of a list. A program that is
 * no browser sends no origin and may always.
 */
final class WsOrigins {
    private static final String ANY = "*";
    private static final String SEPARATOR = "://";

    private final boolean secure;
    private final Set<String> allowed;
    private final Set<String> hosts;

    /**
     * What an option says.
     *
     * @param ownHost the host in the listener's URL
     * @param list origins such as {@code https://example.org:8443}, separated by commas; {@code *} = every origin
     */
    WsOrigins(boolean secure, String ownHost, String list) {
        this.secure = secure;
        List<String> origins = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        origins.forEach(WsOrigins::check);
        allowed = origins.stream().map(WsOrigins::normal).collect(Collectors.toUnmodifiableSet());
        hosts = Stream.concat(
                        Stream.of("localhost", "127.0.0.1", "[::1]", bracketed(ownHost.toLowerCase(Locale.ROOT))),
                        allowed.stream()
                                .filter(origin -> !origin.equals(ANY))
                                .map(origin -> withoutPort(origin.substring(origin.indexOf(SEPARATOR) + 3))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static void check(String origin) {
        int at = origin.indexOf(SEPARATOR);
        boolean sound = at > 0 && origin.indexOf('/', at + SEPARATOR.length()) < 0 && !origin.endsWith(SEPARATOR);
        if (!origin.equals(ANY) && !sound) {
            throw ErrorCode.INVALID_OPERATION.exception("the option " + Options.WS_ALLOWED_ORIGINS.name() + ": "
                    + HttpText.shown(origin) + " is no origin like https://example.org");
        }
    }

    /** An origin as it is compared: in small letters, without the port that goes without saying. */
    private static String normal(String origin) {
        String small = origin.toLowerCase(Locale.ROOT);
        String port = small.startsWith("https:") ? ":443" : small.startsWith("http:") ? ":80" : "";
        return !port.isEmpty() && small.endsWith(port) ? small.substring(0, small.length() - port.length()) : small;
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /** Whether a page of this origin may connect to the server that it calls {@code host}. */
    boolean allows(String origin, String host) {
        String asked = normal(origin);
        return allowed.contains(ANY)
                || allowed.contains(asked)
                || asked.equals(normal((secure ? "https" : "http") + SEPARATOR + host));
    }

    /** Whether a server on the loopback interface is called this for good reason; a name that DNS made point here is none. */
    boolean isHostOfThisMachine(String host) {
        return hosts.contains(withoutPort(host.toLowerCase(Locale.ROOT)));
    }
}
