package io.sp4j;

import io.sp4j.internal.engine.OptionValues;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** Collects what is set for one dialer or listener. */
final class EndpointConfig {
    private final OptionValues values;
    private final Option.Scope scope;
    private DialMode mode = DialMode.TRY_THEN_BACKGROUND;

    EndpointConfig(OptionValues values, Option.Scope scope) {
        this.values = values;
        this.scope = scope;
    }

    OptionValues values() {
        return values;
    }

    DialMode mode() {
        return mode;
    }

    Dialer.Config dialer() {
        return new ForDialer();
    }

    Listener.Config listener() {
        return new ForListener();
    }

    private <T> void put(Option<T> option, T value) {
        if (!option.scopes().contains(scope)) {
            throw ErrorCode.NOT_SUPPORTED.exception("option " + option.name() + " does nothing on a "
                    + scope.name().toLowerCase(Locale.ROOT));
        }
        values.set(option, value);
    }

    private final class ForDialer implements Dialer.Config {
        @Override
        public Dialer.Config mode(DialMode newMode) {
            mode = Objects.requireNonNull(newMode, "mode");
            return this;
        }

        @Override
        public Dialer.Config reconnect(Duration min, Duration max) {
            return set(Options.RECONNECT_TIME_MIN, min).set(Options.RECONNECT_TIME_MAX, max);
        }

        @Override
        public Dialer.Config dialTimeout(Duration timeout) {
            return set(Options.DIAL_TIMEOUT, timeout);
        }

        @Override
        public Dialer.Config tls(TlsConfig config) {
            return set(Options.TLS_CONFIG, config);
        }

        @Override
        public Dialer.Config recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        @Override
        public <T> Dialer.Config set(Option<T> option, T value) {
            put(option, value);
            return this;
        }
    }

    private final class ForListener implements Listener.Config {
        @Override
        public Listener.Config tls(TlsConfig config) {
            return set(Options.TLS_CONFIG, config);
        }

        @Override
        public Listener.Config recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        @Override
        public <T> Listener.Config set(Option<T> option, T value) {
            put(option, value);
            return this;
        }
    }
}
