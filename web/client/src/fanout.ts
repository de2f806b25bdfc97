import type { Bytes } from './message.ts';
import type { Pipe } from './pipe.ts';
import { type Limit, Queue } from './queue.ts';

/** Gives every frame to all pipes; each has a queue of its own, and whoever is slow loses messages of its own. */
export class FanOut {
  readonly #queues = new Map<Pipe, Queue<Bytes>>();
  readonly #limit: Limit;
  readonly #full: 'drop-oldest' | 'drop-newest';
  readonly #dropped: (pipe: Pipe, count: number) => void;

  constructor(limit: Limit, full: 'drop-oldest' | 'drop-newest', dropped: (pipe: Pipe, count: number) => void) {
    this.#limit = limit;
    this.#full = full;
    this.#dropped = dropped;
  }

  add(pipe: Pipe): void {
    this.#queues.set(pipe, new Queue(this.#limit, (frame) => frame.length));
  }

  /** Forgets a pipe; what was queued for it is dropped and answered. */
  remove(pipe: Pipe): number {
    const lost = this.#queues.get(pipe)?.length ?? 0;
    this.#queues.delete(pipe);
    return lost;
  }

  /** Never waits; with no pipe it does nothing. */
  send(frame: Bytes): void {
    for (const [pipe, queue] of this.#queues) {
      if (pipe.isWritable) {
        pipe.send(frame);
      } else {
        const lost = this.#full === 'drop-oldest' ? queue.offerDroppingOldest(frame) : Number(!queue.offer(frame));
        if (lost > 0) {
          this.#dropped(pipe, lost);
        }
      }
    }
  }

  /** The pipe has room again. */
  drain(pipe: Pipe, evenIfFull = false): void {
    const queue = this.#queues.get(pipe);
    while (queue && queue.length > 0 && (evenIfFull || pipe.isWritable)) {
      pipe.send(queue.poll()!);
    }
  }

  /** The socket closes: the browser gets all that is queued. */
  end(): void {
    for (const pipe of this.#queues.keys()) {
      this.drain(pipe, true);
    }
  }
}
