package io.sp4j.internal.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses signatures over broken digests, in certificates as in handshakes. The JDK does so itself only below the authorities
 * that it comes with. All other rules are the JDK's.
 */
public final class SoundSignatures implements AlgorithmConstraints {
    private static final Pattern BROKEN = Pattern.compile("(SHA-?1|MD5|MD2)WITH.*");

    private final @Nullable AlgorithmConstraints others;

    /** Adds this rule to others; null = there are none. */
    public SoundSignatures(@Nullable AlgorithmConstraints others) {
        this.others = others;
    }

    private static boolean isSound(String algorithm) {
        return !BROKEN.matcher(algorithm.toUpperCase(Locale.ROOT)).matches();
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
        return isSound(algorithm) && (others == null || others.permits(primitives, algorithm, parameters));
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return others == null || others.permits(primitives, key);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
        return isSound(algorithm) && (others == null || others.permits(primitives, algorithm, key, parameters));
    }
}
