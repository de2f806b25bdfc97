/** Why a message that had been accepted for sending, or had been received, went no further. */
export type DropReason =
  /** The queue that it was for had no room, and the protocol does not wait. */
  | 'queue-full'
  /** A reply to a request that is not open: answered before, aborted, or never sent. */
  | 'stale-reply'
  /** A reply to an open request from a peer that was never sent it. */
  | 'unexpected-reply'
  /** It made more hops than `maxTtl`. */
  | 'hop-limit'
  /** The peer that it was for is gone, or there is none and the protocol does not wait for one. */
  | 'no-peer'
  /** It came after its survey had ended. */
  | 'late-response'
  /** It matches no subscription; counted without an event. */
  | 'not-subscribed'
  /** It came to a socket whose protocol receives none. */
  | 'unexpected-data'
  /** Nobody had taken it when the socket was closed. */
  | 'unread-at-close';

/** The counters of a socket since it was made; bytes include the SP header. */
export interface Stats {
  readonly sent: number;
  readonly sentBytes: number;
  readonly received: number;
  readonly receivedBytes: number;
  /** Connections that came up. */
  readonly connects: number;
  /** Attempts to dial that failed. */
  readonly dialFailures: number;
  /** By reason; only reasons that occurred. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

/** What pipes count. */
export interface Traffic {
  readonly sent: number;
  readonly sentBytes: number;
  readonly received: number;
  readonly receivedBytes: number;
}

/** The counters while they grow; live pipes count for themselves. */
export class Counters {
  sent = 0;
  sentBytes = 0;
  received = 0;
  receivedBytes = 0;
  connects = 0;
  dialFailures = 0;
  readonly dropped: Partial<Record<DropReason, number>> = {};

  add(traffic: Traffic): void {
    this.sent += traffic.sent;
    this.sentBytes += traffic.sentBytes;
    this.received += traffic.received;
    this.receivedBytes += traffic.receivedBytes;
  }

  snapshot(live: Iterable<Traffic>): Stats {
    const all = Object.assign(new Counters(), this);
    for (const traffic of live) {
      all.add(traffic);
    }
    return { ...all, dropped: { ...this.dropped } };
  }
}
