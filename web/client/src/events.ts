import type { DropReason } from './stats.ts';
import type { SpError } from './errors.ts';
import type { Pipe } from './pipe.ts';

/** What a socket is doing: `open` with a pipe at least, `connecting` with a dialer that has none. */
export type Status = 'idle' | 'connecting' | 'open' | 'closed';

/** What a socket tells its listeners. */
export interface SocketEvents {
  /** The status is another one. */
  status: Status;
  /** A connection is up. */
  attached: Pipe;
  /** A connection has ended. */
  detached: { readonly pipe: Pipe; readonly reason: string; readonly unsentBytes: number };
  /** An attempt to dial failed; the next one follows after so many milliseconds. */
  dialFailed: { readonly url: string; readonly error: SpError; readonly retryIn: number };
  /** A message went no further. */
  dropped: { readonly reason: DropReason; readonly pipe: Pipe | undefined };
  /** A handler given to `serve` failed, so its question has no answer. */
  handlerFailed: { readonly error: unknown };
}

type Listener<T> = (event: T) => void;

/** Listeners by kind of event. One that throws is reported as an uncaught error and disturbs nobody else. */
export class Events {
  readonly #listeners = new Map<keyof SocketEvents, Set<Listener<never>>>();

  on<K extends keyof SocketEvents>(kind: K, listener: Listener<SocketEvents[K]>): () => void {
    const own: Listener<SocketEvents[K]> = (event) => listener(event);
    const all = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, all.add(own));
    return () => void all.delete(own);
  }

  emit<K extends keyof SocketEvents>(kind: K, event: SocketEvents[K]): void {
    for (const listener of [...(this.#listeners.get(kind) ?? [])]) {
      try {
        (listener as Listener<SocketEvents[K]>)(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
