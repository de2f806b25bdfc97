import { Timeout } from './errors.ts';

/** How long a call may wait. */
export interface Wait {
  /** Aborting it rejects the call with the signal's reason; nothing that was received is lost. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the call rejects with a {@link Timeout}; without it, for ever. */
  readonly timeout?: number | undefined;
}

/** The longest time that setTimeout takes. */
const LONGEST = 2 ** 31 - 1;

/** Calls back later; never if the time is longer than about 24 days. The function answered stops it. */
export function after(millis: number, action: () => void): () => void {
  if (millis > LONGEST) {
    return () => {};
  }
  const timer = setTimeout(action, millis);
  return () => clearTimeout(timer);
}

/** A promise that is settled once: by its owner, or by the timeout or the signal of the call. */
export class Pending<T> {
  readonly promise: Promise<T>;
  #resolve!: (value: T) => void;
  #reject!: (reason: unknown) => void;
  readonly #stops: (() => void)[] = [];

  /** What waits is named in the error; `leave` is called when it ends without its owner. */
  constructor(what: string, wait: Wait, leave: () => void) {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal, timeout } = wait;
    const giveUp = (reason: unknown) => {
      leave();
      this.reject(reason);
    };
    if (signal) {
      const abort = () => giveUp(signal.reason);
      signal.addEventListener('abort', abort);
      this.#stops.push(() => signal.removeEventListener('abort', abort));
    }
    if (timeout !== undefined) {
      this.#stops.push(after(timeout, () => giveUp(new Timeout(what, timeout))));
    }
  }

  resolve(value: T): void {
    this.#settle();
    this.#resolve(value);
  }

  reject(reason: unknown): void {
    this.#settle();
    this.#reject(reason);
  }

  #settle(): void {
    this.#stops.splice(0).forEach((stop) => stop());
  }
}
