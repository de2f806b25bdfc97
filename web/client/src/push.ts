import type { Closed } from './errors.ts';
import { type Bytes, type Data, toBytes } from './message.ts';
import type { SocketOptions } from './options.ts';
import { Outbox } from './outbox.ts';
import type { Pipe } from './pipe.ts';
import { Socket } from './socket.ts';
import type { Wait } from './wait.ts';

/** Hands out work: each message goes to one puller that has room, in turn. */
export class Push extends Socket {
  readonly #outbox: Outbox;

  constructor(options: SocketOptions = {}) {
    super('pull', options);
    this.#outbox = new Outbox(this.sendLimit);
  }

  /** Sends when a puller has room; waits until then. Rejects with QueueFull if too many sends wait. */
  async send(data: Data, wait: Wait = {}): Promise<void> {
    this.requireOpen();
    return this.#outbox.send(toBytes(data), wait);
  }

  /** Sends if a puller has room now. */
  trySend(data: Data): boolean {
    this.requireOpen();
    return this.#outbox.trySend(toBytes(data));
  }

  protected override attach(pipe: Pipe): undefined {
    this.#outbox.add(pipe);
  }

  protected override detach(pipe: Pipe): void {
    this.#outbox.remove(pipe);
  }

  /** A puller sends nothing. */
  protected override receive(pipe: Pipe, _frame: Bytes): void {
    this.drop('unexpected-data', pipe);
  }

  protected override writable(): void {
    this.#outbox.flush();
  }

  protected override end(error: Closed): void {
    this.#outbox.end(error);
  }
}
