import { Dialer, type DialerOwner } from './dialer.ts';
import { BadState, Closed } from './errors.ts';
import { Events, type SocketEvents, type Status } from './events.ts';
import type { Bytes } from './message.ts';
import { type Settings, type SocketOptions, settings } from './options.ts';
import type { Pipe } from './pipe.ts';
import type { Limit } from './queue.ts';
import { Counters, type DropReason, type Stats } from './stats.ts';
import { Pending, type Wait } from './wait.ts';
import { CloseCode } from './websocket.ts';

/** Bytes beyond the body's limit that SP headers may take: 16 words. */
const HEADER_BYTES = 64;

/** What all patterns have in common: dialers, pipes, events, counters and the end. A pattern is a subclass of a few lines. */
export abstract class Socket {
  protected readonly settings: Settings;
  readonly #subProtocol: string;
  readonly #events = new Events();
  readonly #counters = new Counters();
  readonly #dialers = new Set<Dialer>();
  readonly #pipes = new Set<Pipe>();
  readonly #connecting = new Set<Pending<void>>();
  #status: Status = 'idle';

  /** The name is that of the protocol which the peers speak. */
  protected constructor(peer: string, options: SocketOptions) {
    this.#subProtocol = `${peer}.sp.nanomsg.org`;
    this.settings = settings(options);
  }

  // ---- what a pattern adds -----------------------------------------------------------------------------------------

  /** A pipe is up and takes messages; what is answered says why it is not wanted. */
  protected abstract attach(pipe: Pipe): string | undefined;
  /** A pipe that was attached is gone. */
  protected abstract detach(pipe: Pipe): void;
  /** A frame came. */
  protected abstract receive(pipe: Pipe, frame: Bytes): void;
  /** A full pipe has room again. */
  protected abstract writable(pipe: Pipe): void;
  /** The socket is closed: settle what waits. Pipes still take messages. */
  protected abstract end(error: Closed): void;

  // ---- for everybody -----------------------------------------------------------------------------------------------

  /**
   * Connects to a listener, and again whenever the connection is lost. May be called several times, for several listeners.
   * Returns at once. Throws an AddressInvalid for a URL that is none, Closed after close.
   */
  dial(url: string): Dialer {
    this.#requireOpen();
    const { WebSocket, recvMaxSize, ...rest } = this.settings;
    if (!WebSocket) {
      throw new BadState('there is no WebSocket here: give one in the options');
    }
    const options = { ...rest, WebSocket, subProtocol: this.#subProtocol, recvMaxSize: recvMaxSize + HEADER_BYTES };
    const dialer = new Dialer(url, this.#owner, options);
    this.#dialers.add(dialer);
    dialer.dial();
    return dialer;
  }

  /** Calls the listener for every event of a kind. The function answered ends that. */
  on<K extends keyof SocketEvents>(kind: K, listener: (event: SocketEvents[K]) => void): () => void {
    return this.#events.on(kind, listener);
  }

  /** What it is doing now. */
  get status(): Status {
    return this.#status;
  }

  /** The connections that are up. */
  get pipes(): readonly Pipe[] {
    return [...this.#pipes];
  }

  /** The counters at this moment. */
  get stats(): Stats {
    return this.#counters.snapshot(this.#pipes);
  }

  /** Waits until a connection is up. */
  async connected(wait: Wait = {}): Promise<void> {
    wait.signal?.throwIfAborted();
    this.#requireOpen();
    if (this.#pipes.size > 0) {
      return;
    }
    const pending: Pending<void> = new Pending('connecting', wait, () => this.#connecting.delete(pending));
    this.#connecting.add(pending);
    return pending.promise;
  }

  /**
   * Ends it: calls that wait reject with Closed, loops over messages end, connections close after the browser has sent what
   * they were given. A second call does nothing.
   */
  close(): void {
    if (this.#status === 'closed') {
      return;
    }
    this.#become('closed');
    const error = new Closed('the socket');
    this.#connecting.forEach((pending) => pending.reject(error));
    this.#connecting.clear();
    this.end(error);
    this.#dialers.forEach((dialer) => dialer.close());
    this.#dialers.clear();
  }

  // ---- for patterns ------------------------------------------------------------------------------------------------

  protected get sendLimit(): Limit {
    return { messages: this.settings.sendBuffer, bytes: this.settings.bufferBytes };
  }

  protected get recvLimit(): Limit {
    return { messages: this.settings.recvBuffer, bytes: this.settings.bufferBytes };
  }

  /** Counts messages that go no further, with an event for each. */
  protected drop(reason: DropReason, pipe: Pipe | undefined, count = 1): void {
    const { dropped } = this.#counters;
    for (let i = 0; i < count; i++) {
      dropped[reason] = (dropped[reason] ?? 0) + 1;
      if (reason !== 'not-subscribed') {
        this.#events.emit('dropped', { reason, pipe });
      }
    }
  }

  protected emit<K extends keyof SocketEvents>(kind: K, event: SocketEvents[K]): void {
    this.#events.emit(kind, event);
  }

  /** Ends a pipe whose peer does not keep to the protocol. */
  protected malformed(pipe: Pipe): void {
    pipe.end(CloseCode.MALFORMED, 'malformed SP header');
  }

  /** Throws Closed after close. */
  protected requireOpen(): void {
    this.#requireOpen();
  }

  #requireOpen(): void {
    if (this.#status === 'closed') {
      throw new Closed('the socket');
    }
  }

  // ---- dialers and pipes -------------------------------------------------------------------------------------------

  readonly #owner: DialerOwner = {
    attach: (pipe) => {
      const refusal = this.attach(pipe);
      if (refusal === undefined) {
        this.#attached(pipe);
      }
      return refusal;
    },
    received: (pipe, frame) => this.receive(pipe, frame),
    writable: (pipe) => this.writable(pipe),
    ended: (pipe, reason, unsentBytes) => {
      this.#pipes.delete(pipe);
      this.#counters.add(pipe);
      this.detach(pipe);
      this.emit('detached', { pipe, reason, unsentBytes });
      this.#refresh();
    },
    failed: ({ url }, error, retryIn) => {
      this.#counters.dialFailures++;
      this.emit('dialFailed', { url, error, retryIn });
    },
    changed: (dialer) => {
      if (dialer.state === 'closed') {
        this.#dialers.delete(dialer);
      }
      this.#refresh();
    },
  };

  #attached(pipe: Pipe): void {
    this.#pipes.add(pipe);
    this.#counters.connects++;
    this.#connecting.forEach((pending) => pending.resolve());
    this.#connecting.clear();
    this.emit('attached', pipe);
    this.#refresh();
  }

  #refresh(): void {
    if (this.#status !== 'closed') {
      this.#become(this.#pipes.size > 0 ? 'open' : this.#dialers.size > 0 ? 'connecting' : 'idle');
    }
  }

  #become(status: Status): void {
    if (this.#status !== status) {
      this.#status = status;
      this.emit('status', status);
    }
  }
}
