import { type Limit, Queue } from './queue.ts';
import type { Message } from './message.ts';
import { Pending, type Wait } from './wait.ts';

/** Received messages that nobody has taken yet, or the calls that wait for one; never both. */
export class Inbox<M extends Message> {
  readonly #queue: Queue<M>;
  readonly #waiting = new Set<Pending<M>>();
  readonly #dropsOldest: boolean;
  #end: Error | undefined;

  constructor(limit: Limit, full: 'drop-oldest' | 'drop-newest') {
    this.#queue = new Queue(limit, (message) => message.body.length);
    this.#dropsOldest = full === 'drop-oldest';
  }

  get length(): number {
    return this.#queue.length;
  }

  /** Delivers or queues it; answers how many messages that cost, old ones or this one. */
  put(message: M): number {
    const [receiver] = this.#waiting;
    if (receiver) {
      this.#waiting.delete(receiver);
      receiver.resolve(message);
      return 0;
    }
    if (this.#dropsOldest) {
      return this.#queue.offerDroppingOldest(message);
    }
    return this.#queue.offer(message) ? 0 : 1;
  }

  async take(wait: Wait): Promise<M> {
    wait.signal?.throwIfAborted();
    const message = this.#queue.poll();
    if (message) {
      return message;
    }
    if (this.#end) {
      throw this.#end;
    }
    const receiver: Pending<M> = new Pending('receive', wait, () => this.#waiting.delete(receiver));
    this.#waiting.add(receiver);
    return receiver.promise;
  }

  /** All messages until the end; ending the loop early takes none. */
  async *all(wait: Wait = {}): AsyncGenerator<M, void, undefined> {
    try {
      for (;;) {
        yield await this.take(wait);
      }
    } catch (error) {
      if (error !== this.#end) {
        throw error;
      }
    }
  }

  retain(keep: (message: M) => boolean): number {
    return this.#queue.retain(keep);
  }

  /** Nothing more comes: calls that wait reject with the error, what is queued can still be taken. */
  end(error: Error): void {
    this.#end ??= error;
    this.#waiting.forEach((receiver) => receiver.reject(error));
    this.#waiting.clear();
  }
}
