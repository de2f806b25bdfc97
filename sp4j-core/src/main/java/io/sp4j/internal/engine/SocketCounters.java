package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;

/** What one socket counts beside its pipes; guarded by the Turn. */
final class SocketCounters {
    final ReasonCounts<DropReason> drops = new ReasonCounts<>(DropReason.class);
    final ReasonCounts<CloseReason> closes = new ReasonCounts<>(CloseReason.class);
    final ReasonCounts<CloseReason> handshakeFailures = new ReasonCounts<>(CloseReason.class);
    final ReasonCounts<CloseReason> rejects = new ReasonCounts<>(CloseReason.class);
    long connects;
    long reconnects;
    long dialFailures;
    long acceptFailures;
    long callbackFailures;

    /** Of pipes that are gone. */
    long txMessages;

    long txBytes;
    long rxMessages;
    long rxBytes;

    void add(PipeCounters gone) {
        txMessages += gone.txMessages();
        txBytes += gone.txBytes();
        rxMessages += gone.rxMessages;
        rxBytes += gone.rxBytes;
    }
}
