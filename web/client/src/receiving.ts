import type { Closed } from './errors.ts';
import { Inbox } from './inbox.ts';
import type { Message } from './message.ts';
import type { SocketOptions } from './options.ts';
import { Socket } from './socket.ts';
import type { Wait } from './wait.ts';

/** A socket with one queue of received messages. */
export abstract class ReceivingSocket<M extends Message = Message> extends Socket implements AsyncIterable<M> {
  protected readonly inbox: Inbox<M>;

  protected constructor(peer: string, options: SocketOptions, full: 'drop-oldest' | 'drop-newest') {
    super(peer, options);
    this.inbox = new Inbox(this.recvLimit, full);
  }

  /** Waits for the next message. */
  recv(wait: Wait = {}): Promise<M> {
    return this.inbox.take(wait);
  }

  /** All messages until the socket is closed; each is received by one loop or call. */
  messages(wait: Wait = {}): AsyncGenerator<M, void, undefined> {
    return this.inbox.all(wait);
  }

  /** The same without conditions, for `for await`. */
  [Symbol.asyncIterator](): AsyncGenerator<M, void, undefined> {
    return this.messages();
  }

  /** How many messages wait to be received. */
  get unread(): number {
    return this.inbox.length;
  }

  protected deliver(message: M): void {
    const lost = this.inbox.put(message);
    if (lost > 0) {
      this.drop('queue-full', message.pipe, lost);
    }
  }

  protected override end(error: Closed): void {
    this.inbox.end(error);
    this.drop(
      'unread-at-close',
      undefined,
      this.inbox.retain(() => false),
    );
  }
}
