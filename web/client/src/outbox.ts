import type { Bytes } from './message.ts';
import { QueueFull } from './errors.ts';
import { type Limit, Queue } from './queue.ts';
import type { Pipe } from './pipe.ts';
import { Pending, type Wait } from './wait.ts';

/** A frame on its way to one peer, whichever has room first. */
export interface Parcel {
  readonly frame: Bytes;
  /** It was given to this pipe. */
  sent(pipe: Pipe): void;
  /** It will not be sent. */
  fail(error: Error): void;
}

/** Gives each parcel to one pipe: the pipes take turns, those without room are passed over, and what nobody has room for waits. */
export class Outbox {
  #pipes: Pipe[] = [];
  readonly #waiting: Queue<Parcel>;

  constructor(limit: Limit) {
    this.#waiting = new Queue(limit, (parcel) => parcel.frame.length);
  }

  add(pipe: Pipe): void {
    this.#pipes.push(pipe);
    this.flush();
  }

  remove(pipe: Pipe): void {
    this.#pipes = this.#pipes.filter((other) => other !== pipe);
  }

  /** Sends it now or lets it wait; false if too much waits already. */
  offer(parcel: Parcel): boolean {
    const accepted = this.#waiting.offer(parcel);
    this.flush();
    return accepted;
  }

  /** Sends the frame, or waits until it can be sent. */
  async send(frame: Bytes, wait: Wait): Promise<void> {
    wait.signal?.throwIfAborted();
    const pending = new Pending<void>('send', wait, () => this.withdraw(parcel));
    const parcel: Parcel = { frame, sent: () => pending.resolve(), fail: (error) => pending.reject(error) };
    if (!this.offer(parcel)) {
      parcel.fail(new QueueFull(this.#waiting.length));
    }
    return pending.promise;
  }

  /** Sends the frame if a pipe has room for it now. */
  trySend(frame: Bytes): boolean {
    const pipe = this.#waiting.length === 0 ? this.#next() : undefined;
    pipe?.send(frame);
    return pipe !== undefined;
  }

  withdraw(parcel: Parcel): void {
    this.#waiting.retain((other) => other !== parcel);
  }

  flush(): void {
    while (this.#waiting.length > 0) {
      const pipe = this.#next();
      if (!pipe) {
        return;
      }
      const parcel = this.#waiting.poll()!;
      pipe.send(parcel.frame);
      parcel.sent(pipe);
    }
  }

  /** What waits is given up: the calls reject. */
  end(error: Error): void {
    for (let parcel = this.#waiting.poll(); parcel; parcel = this.#waiting.poll()) {
      parcel.fail(error);
    }
  }

  /** The next pipe with room, which goes to the end of the line. */
  #next(): Pipe | undefined {
    const at = this.#pipes.findIndex((pipe) => pipe.isWritable);
    const [pipe] = at < 0 ? [] : this.#pipes.splice(at, 1);
    if (pipe) {
      this.#pipes.push(pipe);
    }
    return pipe;
  }
}
