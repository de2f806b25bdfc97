import { Backoff } from './backoff.ts';
import { AddressInvalid, type SpError, Unreachable } from './errors.ts';
import { Pipe, type PipeLimits, type PipeOwner } from './pipe.ts';
import { after } from './wait.ts';
import { CloseCode, type WebSocketConstructor, type WebSocketLike } from './websocket.ts';

/** What a dialer is doing; `waiting` until it dials again. */
export type DialerState = 'connecting' | 'up' | 'waiting' | 'closed';

/** Whoever a dialer reports to. */
export interface DialerOwner extends PipeOwner {
  /** A connection is up; what is answered says why it is not wanted. */
  attach(pipe: Pipe): string | undefined;
  failed(dialer: Dialer, error: SpError, retryIn: number): void;
  /** The dialer is in another state. */
  changed(dialer: Dialer): void;
}

/** How a dialer dials; times in milliseconds. */
export interface DialOptions extends PipeLimits {
  readonly WebSocket: WebSocketConstructor;
  readonly subProtocol: string;
  readonly dialTimeout: number;
  readonly reconnectMin: number;
  readonly reconnectMax: number;
}

/** A connection that lived so long was good, even if it carried nothing. */
const GOOD_AFTER = 5_000;

/** Makes a connection to one address, and another when it is lost, until it is closed. */
export class Dialer {
  readonly url: string;
  readonly #owner: DialerOwner;
  readonly #options: DialOptions;
  readonly #backoff: Backoff;
  #state: DialerState = 'connecting';
  #attempt: WebSocketLike | undefined;
  #pipe: Pipe | undefined;
  #stopTimer = () => {};

  /** @internal */
  constructor(url: string, owner: DialerOwner, options: DialOptions) {
    this.url = checked(url);
    this.#owner = owner;
    this.#options = options;
    this.#backoff = new Backoff(options.reconnectMin, options.reconnectMax);
  }

  get state(): DialerState {
    return this.#state;
  }

  /** Ends its connection and makes no further one. */
  close(): void {
    this.#stopTimer();
    this.#become('closed');
    this.#attempt?.close();
    this.#attempt = undefined;
    this.#pipe?.close();
  }

  /** @internal */
  dial(): void {
    const { WebSocket, subProtocol, dialTimeout } = this.#options;
    this.#become('connecting');
    if (this.#state !== 'connecting') {
      return; // a listener has closed it just now
    }
    let ws: WebSocketLike;
    try {
      ws = new WebSocket(this.url, subProtocol);
    } catch (cause) {
      this.#failed(new Unreachable(this.url, 'the browser refuses to connect', { cause }));
      return;
    }
    this.#attempt = ws;
    ws.binaryType = 'arraybuffer';
    const fail = (why: string) => {
      if (this.#attempt === ws) {
        ws.onopen = ws.onclose = null;
        ws.close();
        this.#failed(new Unreachable(this.url, why));
      }
    };
    this.#stopTimer = after(dialTimeout, () => fail(`no answer within ${dialTimeout} ms`));
    ws.onerror = () => {};
    ws.onclose = (event: { code: number }) => fail(`refused, or not an SP listener for ${subProtocol} (${event.code})`);
    ws.onopen = () => {
      if (ws.protocol.toLowerCase() !== subProtocol) {
        fail(`speaks "${ws.protocol}", not ${subProtocol}`);
      } else if (this.#attempt === ws) {
        this.#opened(ws);
      }
    };
  }

  #opened(ws: WebSocketLike): void {
    const owner = this.#owner;
    const since = Date.now();
    let refusal: string | undefined;
    this.#stopTimer();
    this.#attempt = undefined;
    const pipe = new Pipe(
      this.url,
      ws,
      {
        received: (from, frame) => owner.received(from, frame),
        writable: (to) => owner.writable(to),
        ended: (gone, reason, unsentBytes) => {
          this.#pipe = undefined;
          if (refusal !== undefined) {
            this.#failed(new Unreachable(this.url, refusal));
          } else {
            this.#lost(gone, Date.now() - since);
            owner.ended(gone, reason, unsentBytes);
          }
        },
      },
      this.#options,
    );
    this.#pipe = pipe;
    this.#state = 'up';
    refusal = owner.attach(pipe);
    if (refusal !== undefined) {
      pipe.end(CloseCode.BUSY, refusal);
    }
  }

  /** Whoever drops connections at once, or sends what is malformed, is dialed less and less often. */
  #lost(pipe: Pipe, lived: number): void {
    if (this.#state !== 'closed') {
      if (!pipe.isFaulty && (pipe.received > 0 || lived >= GOOD_AFTER)) {
        this.#backoff.reset();
      }
      this.#redialIn(this.#backoff.next());
    }
  }

  #failed(error: SpError): void {
    this.#attempt = undefined;
    if (this.#state === 'closed') {
      return;
    }
    const retryIn = this.#backoff.next();
    this.#redialIn(retryIn);
    this.#owner.failed(this, error, retryIn);
  }

  #redialIn(millis: number): void {
    this.#stopTimer();
    this.#stopTimer = after(millis, () => this.dial());
    this.#become('waiting');
  }

  #become(state: DialerState): void {
    this.#state = state;
    this.#owner.changed(this);
  }
}

function checked(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new AddressInvalid(url, 'not a URL', { cause });
  }
  if (parsed.protocol !== 'ws:' && parsed.protocol !== 'wss:') {
    throw new AddressInvalid(url, 'a page can dial ws:// and wss:// only');
  }
  parsed.hash = '';
  return parsed.href;
}
