package io.sp4j.netty;

import io.sp4j.SpAddress;
import io.sp4j.spi.Address;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;

/**
 * What a listener has at its path.
 *
 * @param path as {@link #path(Address)} gives it
 * @param config the listener's
 * @param listener hears about connections to the path
 * @param local the address of this end
 * @param origins which web pages may connect
 * @param fields more fields for the answer to a request, each line ended
 */
record WsSite(
        String path, LinkConfig config, LinkListener listener, SpAddress local, WsOrigins origins, String fields) {

    /** The path of a URL in the form in which paths are compared: without query, and without a slash at the end. */
    static String path(Address address) {
        String path = address.path();
        while (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.isEmpty() ? "/" : path;
    }
}
