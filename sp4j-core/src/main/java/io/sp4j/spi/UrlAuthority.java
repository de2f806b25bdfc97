package io.sp4j.spi;

import io.sp4j.SpException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a URL between {@code ://} and the path: {@code [userinfo@]host[:port]}. */
record UrlAuthority(
        @Nullable String userInfo,
        String host,
        boolean bracketed,
        @Nullable String port) {
    static final UrlAuthority NONE = new UrlAuthority(null, "", false, null);

    /** Tells where in the text after {@code ://} the authority ends. */
    static int endIn(String rest) {
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    static UrlAuthority parse(String url, String text) {
        int at = text.indexOf('@');
        if (at != text.lastIndexOf('@')) {
            throw Address.invalid(url, "the user info contains a second @", null);
        }
        String userInfo = at < 0 ? null : text.substring(0, at);
        String hostAndPort = text.substring(at + 1);
        if (userInfo != null && UrlTail.hasBlankOrControl(userInfo)) {
            throw Address.invalid(url, "the user info contains a blank or control character", null);
        }
        return hostAndPort.startsWith("[") ? bracketed(url, userInfo, hostAndPort) : plain(url, userInfo, hostAndPort);
    }

    private static UrlAuthority bracketed(String url, @Nullable String userInfo, String text) {
        int end = text.indexOf(']');
        if (end < 0) {
            throw Address.invalid(url, "the host begins with [ but has no ]", null);
        }
        if (end + 1 < text.length() && text.charAt(end + 1) != ':') {
            throw Address.invalid(url, "the host is followed by something other than a colon and a port", null);
        }
        String host = checkedHost(url, text.substring(1, end));
        return new UrlAuthority(userInfo, host, true, port(url, text, end + 1));
    }

    private static UrlAuthority plain(String url, @Nullable String userInfo, String text) {
        int colon = text.indexOf(':');
        int end = colon < 0 ? text.length() : colon;
        if (text.indexOf(':', end + 1) >= 0) {
            throw Address.invalid(url, "the host contains a colon: an IPv6 address needs brackets, as [::1]", null);
        }
        String host = checkedHost(url, text.substring(0, end));
        if (host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw Address.invalid(url, "the host contains a bracket in the wrong place", null);
        }
        return new UrlAuthority(userInfo, host, false, port(url, text, end));
    }

    private static String checkedHost(String url, String host) {
        if (UrlTail.hasBlankOrControl(host)) {
            throw Address.invalid(url, "the host contains a blank or control character", null);
        }
        int zone = host.indexOf('%'); // names of network interfaces know upper and lower case
        return zone < 0
                ? host.toLowerCase(Locale.ROOT)
                : host.substring(0, zone).toLowerCase(Locale.ROOT) + host.substring(zone);
    }

    private static @Nullable String port(String url, String text, int colon) throws SpException {
        if (colon == text.length()) {
            return null;
        }
        String port = text.substring(colon + 1);
        if (port.isEmpty()) {
            throw Address.invalid(url, "the port is missing after the colon", null);
        }
        if (UrlTail.hasBlankOrControl(port)) {
            throw Address.invalid(url, "the port contains a blank or control character", null);
        }
        return port;
    }

    String withPort(int number) {
        String shown = bracketed ? "[" + host + "]" : host.equals("*") ? "" : host;
        return (userInfo == null ? "" : userInfo + "@") + shown + ":" + number;
    }
}
