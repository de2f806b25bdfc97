package io.sp4j.internal.engine;

import io.sp4j.Option;
import io.sp4j.spi.LinkConfig;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a socket's, context's or endpoint's options: its own, else those of whom it belongs to, else the defaults.
 * Written inside a Turn, read by anybody.
 */
public final class OptionValues implements LinkConfig.Values {
    private final LinkConfig.@Nullable Values parent;
    private volatile Map<Option<?>, Object> own;

    /** No values of its own yet. */
    public OptionValues(LinkConfig.@Nullable Values parent) {
        this(parent, Map.of());
    }

    private OptionValues(LinkConfig.@Nullable Values parent, Map<Option<?>, Object> own) {
        this.parent = parent;
        this.own = own;
    }

    /** The same values, changed apart from now on. */
    public OptionValues copy() {
        return new OptionValues(parent, own);
    }

    @Override
    public <T> T get(Option<T> option) {
        Object value = own.get(option);
        if (value != null) {
            return option.type().cast(value);
        }
        return parent == null ? option.defaultValue() : parent.get(option);
    }

    /** Whether somebody set it, here. */
    public boolean isSet(Option<?> option) {
        return own.containsKey(option);
    }

    /** Sets a value after checking its range. */
    public <T> void set(Option<T> option, T value) {
        Map<Option<?>, Object> changed = new HashMap<>(own);
        changed.put(option, option.check(value));
        own = Map.copyOf(changed);
    }

    /** Everything that is set here. */
    public Map<Option<?>, Object> all() {
        return own;
    }
}
