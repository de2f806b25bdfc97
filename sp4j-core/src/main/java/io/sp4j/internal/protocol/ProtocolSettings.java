package io.sp4j.internal.protocol;

/**
 * What of the options a protocol reads; changed inside a Turn only. A context has its own copy, made when it is opened.
 * Times are nanoseconds, {@link #NEVER} stands for an unlimited one.
 */
public final class ProtocolSettings {
    /** No time limit. */
    public static final long NEVER = Long.MAX_VALUE;

    public int sendDepth;
    public long sendBytes = Long.MAX_VALUE;
    public int recvDepth = 1024;
    public long recvBytes = 8L << 20;
    public boolean preferNew = true;
    public int maxTtl = 8;
    public long resendNanos = 60_000_000_000L;
    public long resendTickNanos = 1_000_000_000L;
    public long surveyNanos = 1_000_000_000L;

    /** Whether a pair takes any number of peers; as long as the socket lives. */
    public boolean polyamorous;

    /** Whether header words are the application's business; as long as the socket lives. */
    public boolean raw;

    /** Whether what a survey's time leaves unread can still be received. */
    public boolean keepsAnswers;

    public ProtocolSettings copy() {
        ProtocolSettings copy = new ProtocolSettings();
        copy.sendDepth = sendDepth;
        copy.sendBytes = sendBytes;
        copy.recvDepth = recvDepth;
        copy.recvBytes = recvBytes;
        copy.preferNew = preferNew;
        copy.maxTtl = maxTtl;
        copy.resendNanos = resendNanos;
        copy.resendTickNanos = resendTickNanos;
        copy.surveyNanos = surveyNanos;
        copy.polyamorous = polyamorous;
        copy.raw = raw;
        copy.keepsAnswers = keepsAnswers;
        return copy;
    }
}
