import type { Bytes } from './message.ts';
import { after } from './wait.ts';
import { CloseCode, type WebSocketLike } from './websocket.ts';

/** Whoever a pipe reports to; nothing comes after `ended`. */
export interface PipeOwner {
  received(pipe: Pipe, frame: Bytes): void;
  writable(pipe: Pipe): void;
  ended(pipe: Pipe, reason: string, unsentBytes: number): void;
}

/** What a pipe keeps to. */
export interface PipeLimits {
  /** The largest frame accepted, in bytes. */
  readonly recvMaxSize: number;
  /** So many bytes the browser may hold back; above, the pipe takes no more until half of them have gone. */
  readonly highWater: number;
}

/** WebSockets do not tell when they have room again, so they are asked, this often, in milliseconds. */
const LOOK_AGAIN = 10;

let lastId = 0;

/** One connection that is up. A WebSocket message is one frame: SP header and body. */
export class Pipe {
  /** Differs from all other pipes of this page. */
  readonly id: number = ++lastId;
  /** The address that was dialed. */
  readonly url: string;
  /** Messages and bytes given to the browser, SP headers included. */
  sent = 0;
  sentBytes = 0;
  /** Messages and bytes received, SP headers included. */
  received = 0;
  receivedBytes = 0;
  /** @internal It was closed for what the peer did. */
  isFaulty = false;
  readonly #ws: WebSocketLike;
  readonly #owner: PipeOwner;
  readonly #limits: PipeLimits;
  #open = true;
  #full = false;
  #stopLooking = () => {};

  /** @internal */
  constructor(url: string, ws: WebSocketLike, owner: PipeOwner, limits: PipeLimits) {
    this.url = url;
    this.#ws = ws;
    this.#owner = owner;
    this.#limits = limits;
    ws.onmessage = (event: { data: unknown }) => this.#received(event.data);
    ws.onclose = (event: { code: number; reason: string }) => this.#closed(event);
    ws.onerror = () => {};
  }

  /** Whether it is up. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether it takes a message now. */
  get isWritable(): boolean {
    return this.#open && !this.#full;
  }

  /** Closes this connection; its dialer makes another. */
  close(): void {
    this.end(CloseCode.NORMAL, 'closed by this side');
  }

  /** @internal Gives a frame to the browser, which sends it in the background. */
  send(frame: Bytes): void {
    this.#ws.send(frame);
    this.sent++;
    this.sentBytes += frame.length;
    if (!this.#full && this.#ws.bufferedAmount > this.#limits.highWater) {
      this.#full = true;
      this.#lookLater();
    }
  }

  /** @internal Closes for a reason that the peer is told; the browser still sends what it was given. */
  end(code: number, reason: string): void {
    if (this.#open) {
      this.isFaulty = code !== CloseCode.NORMAL;
      this.#ended(reason, 0);
      this.#ws.close(code, reason);
    }
  }

  #received(data: unknown): void {
    if (!this.#open) {
      return;
    }
    if (!(data instanceof ArrayBuffer)) {
      this.end(CloseCode.MALFORMED, 'not a binary message');
    } else if (data.byteLength > this.#limits.recvMaxSize) {
      this.end(CloseCode.TOO_LARGE, `larger than ${this.#limits.recvMaxSize} bytes`);
    } else {
      this.received++;
      this.receivedBytes += data.byteLength;
      this.#owner.received(this, new Uint8Array(data));
    }
  }

  #lookLater(): void {
    this.#stopLooking = after(LOOK_AGAIN, () => {
      if (this.#ws.bufferedAmount > this.#limits.highWater / 2) {
        this.#lookLater();
      } else {
        this.#full = false;
        this.#owner.writable(this);
      }
    });
  }

  #closed(event: { code: number; reason: string }): void {
    const reason = event.reason ? `closed by the peer: ${event.reason}` : `connection ended (${event.code})`;
    this.#ended(reason, this.#ws.bufferedAmount);
  }

  #ended(reason: string, unsentBytes: number): void {
    if (this.#open) {
      this.#open = false;
      this.#stopLooking();
      this.#owner.ended(this, reason, unsentBytes);
    }
  }
}
