import type { Closed } from './errors.ts';
import { afterWord, withWord, wordAt } from './header.ts';
import { type Bytes, type Data, Message, toBytes } from './message.ts';
import type { SocketOptions } from './options.ts';
import { Outbox } from './outbox.ts';
import type { Pipe } from './pipe.ts';
import { ReceivingSocket } from './receiving.ts';
import type { Wait } from './wait.ts';

/** Settings of a pair. */
export interface PairOptions extends SocketOptions {
  /** 0 or 1, which do not talk to each other. Default: 0. */
  readonly version?: 0 | 1 | undefined;
}

const FIRST_HOP = 1;
const MOST_HOPS = 0xff;

/** Talks with one peer, both ways; a second connection is refused while there is one. */
export class Pair extends ReceivingSocket {
  readonly #outbox: Outbox;
  readonly #hasHops: boolean;
  #peer: Pipe | undefined;

  constructor(options: PairOptions = {}) {
    super(options.version === 1 ? 'pair1' : 'pair', options, 'drop-newest');
    this.#hasHops = options.version === 1;
    this.#outbox = new Outbox(this.sendLimit);
  }

  /** Sends when the peer is there and has room; waits until then. Rejects with QueueFull if too many sends wait. */
  async send(data: Data, wait: Wait = {}): Promise<void> {
    this.requireOpen();
    return this.#outbox.send(this.#frame(data), wait);
  }

  /** Sends if the peer is there and has room now. */
  trySend(data: Data): boolean {
    this.requireOpen();
    return this.#outbox.trySend(this.#frame(data));
  }

  #frame(data: Data): Bytes {
    const body = toBytes(data);
    return this.#hasHops ? withWord(FIRST_HOP, body) : body;
  }

  protected override attach(pipe: Pipe): string | undefined {
    if (this.#peer) {
      return 'this pair has a peer already';
    }
    this.#peer = pipe;
    this.#outbox.add(pipe);
    return undefined;
  }

  protected override detach(pipe: Pipe): void {
    this.#peer = undefined;
    this.#outbox.remove(pipe);
  }

  protected override receive(pipe: Pipe, frame: Bytes): void {
    if (!this.#hasHops) {
      this.deliver(new Message(frame, pipe));
      return;
    }
    const hops = wordAt(frame, 0);
    if (hops === undefined || hops > MOST_HOPS) {
      this.malformed(pipe);
    } else if (hops > this.settings.maxTtl) {
      this.drop('hop-limit', pipe);
    } else {
      this.deliver(new Message(afterWord(frame), pipe));
    }
  }

  protected override writable(): void {
    this.#outbox.flush();
  }

  protected override end(error: Closed): void {
    this.#outbox.end(error);
    super.end(error);
  }
}
