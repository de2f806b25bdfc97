import { afterEach, beforeEach, mock } from 'node:test';
import type { Bytes } from '../../src/message.ts';
import type { WebSocketLike } from '../../src/websocket.ts';

/** A WebSocket whose network is the test. */
export class FakeWebSocket implements WebSocketLike {
  static all: FakeWebSocket[] = [];

  static get last(): FakeWebSocket {
    return FakeWebSocket.all.at(-1)!;
  }

  readonly url: string;
  readonly requested: string;
  binaryType = 'blob';
  bufferedAmount = 0;
  protocol = '';
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly sent: Bytes[] = [];
  closed: { code: number | undefined; reason: string | undefined } | undefined;

  constructor(url: string, requested: string) {
    this.url = url;
    this.requested = requested;
    FakeWebSocket.all.push(this);
  }

  /** The peer accepts. */
  open(protocol = this.requested): this {
    this.protocol = protocol;
    this.onopen?.({} as never);
    return this;
  }

  /** The peer says something. */
  say(data: number[] | string): void {
    const frame = typeof data === 'string' ? data : Uint8Array.from(data).buffer;
    this.onmessage?.({ data: frame } as never);
  }

  /** The connection breaks, or is refused. */
  drop(code = 1006, reason = ''): void {
    this.onclose?.({ code, reason } as never);
  }

  send(data: Bytes): void {
    this.sent.push(data);
  }

  close(code?: number, reason?: string): void {
    this.closed = { code, reason };
  }

  /** What was sent, as text. */
  get texts(): string[] {
    return this.sent.map((frame) => new TextDecoder().decode(frame));
  }
}

export const options = { WebSocket: FakeWebSocket };
export const URL_A = 'ws://a/';
export const URL_B = 'ws://b/';

/** Every test of this file has a clock that only it moves, no randomness, and no WebSockets yet. */
export function isolate(): void {
  beforeEach(() => {
    FakeWebSocket.all = [];
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    mock.method(Math, 'random', () => 1);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });
}

export function bytesOf(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

/** Lets everything run that waits for a promise. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
}
