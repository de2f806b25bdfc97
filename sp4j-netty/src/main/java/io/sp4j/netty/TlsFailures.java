package io.sp4j.netty;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.sp4j.CloseReason;
import io.sp4j.spi.Escapes;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells why TLS failed, from what Java threw. */
final class TlsFailures {
    private static final int SHOWN = 200;
    private static final int DEPTH = 8;

    private TlsFailures() {}

    /** The exception that says what happened: codecs wrap it. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof DecoderException && cause != null ? cause : failure;
    }

    static CloseReason reason(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return CloseReason.OUT_OF_MEMORY;
        }
        if (failure instanceof SSLException) {
            return isAboutIdentity(failure) ? CloseReason.AUTHENTICATION_FAILED : CloseReason.TLS_FAILED;
        }
        if (failure instanceof ClosedChannelException) {
            return CloseReason.PEER_CLOSED;
        }
        if (failure instanceof IOException) {
            String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
            boolean reset = text.contains("reset") || text.contains("broken pipe");
            return reset ? CloseReason.CONNECTION_RESET : CloseReason.IO_ERROR;
        }
        return CloseReason.INTERNAL_ERROR;
    }

    /** A certificate that this side or the peer, by an alert, does not take. */
    private static boolean isAboutIdentity(Throwable failure) {
        Throwable at = failure;
        for (int i = 0; i < DEPTH && at != null; i++) {
            String text = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
            if (at instanceof CertificateException
                    || at instanceof SSLPeerUnverifiedException
                    || text.contains("certificate")
                    || text.contains("unknown_ca")
                    || text.contains("access_denied")
                    || text.contains("empty client cert")) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** The failure and what is at its bottom, in one line. */
    static String describe(Throwable failure) {
        if (failure instanceof NotSslRecordException) {
            return "the peer does not speak TLS";
        }
        if (failure instanceof ClosedChannelException) {
            return "the peer closed the connection during the handshake";
        }
        Throwable root = failure;
        for (int i = 0; i < DEPTH && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String first = String.valueOf(failure.getMessage());
        String last = String.valueOf(root.getMessage());
        return Escapes.escape(first.contains(last) ? first : first + ": " + last, SHOWN);
    }
}
