package io.sp4j;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The text form of Internet addresses: nng's, with IPv6 shortened as RFC 5952 says, which the JDK does not do. */
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    static String of(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip == null ? address.getHostString() : hostOf(ip);
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String hostOf(InetAddress ip) {
        if (!(ip instanceof Inet6Address six)) {
            return ip.getHostAddress();
        }
        String host = shortened(six.getAddress());
        return six.getScopeId() == 0 ? host : host + "%" + six.getScopeId();
    }

    /** Leaves out the longest run of at least two zero groups, the first of several that are equally long. */
    private static String shortened(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(groups, i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (i > 0 && i != start + length) {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static int zerosFrom(int[] groups, int from) {
        int to = from;
        while (to < GROUPS && groups[to] == 0) {
            to++;
        }
        return to - from;
    }
}
