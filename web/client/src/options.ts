import type { WebSocketConstructor } from './websocket.ts';

/** Settings that every socket has. */
export interface SocketOptions {
  /** The class of WebSockets; the browser's own by default. Node 20 has none: give it that of the package `ws`. */
  readonly WebSocket?: WebSocketConstructor | undefined;
  /** The largest body received, in bytes; a larger one ends its connection. Default: 1 MiB. */
  readonly recvMaxSize?: number | undefined;
  /** The delay before a lost connection is dialed for the first time, in milliseconds; it doubles. Default: 100. */
  readonly reconnectMin?: number | undefined;
  /** The longest such delay, in milliseconds. Default: 5,000. */
  readonly reconnectMax?: number | undefined;
  /** How long an attempt to connect may take, in milliseconds. Default: 10,000. */
  readonly dialTimeout?: number | undefined;
  /** How many messages may wait to be sent: for the socket, or for each peer of pub, bus and surveyor. Default: 1,024. */
  readonly sendBuffer?: number | undefined;
  /** How many received messages may wait for the page. Default: 1,024. */
  readonly recvBuffer?: number | undefined;
  /** How many bytes may wait in any of these queues. Default: 8 MiB. */
  readonly bufferBytes?: number | undefined;
  /** How many bytes the browser itself may hold back for a connection before sends wait. Default: 256 KiB. */
  readonly highWater?: number | undefined;
  /** How many devices a message may have passed, 1 to 15; for pair v1, rep and respondent. Default: 8. */
  readonly maxTtl?: number | undefined;
}

/** The settings with their defaults. */
export interface Settings {
  readonly WebSocket: WebSocketConstructor | undefined;
  readonly recvMaxSize: number;
  readonly reconnectMin: number;
  readonly reconnectMax: number;
  readonly dialTimeout: number;
  readonly sendBuffer: number;
  readonly recvBuffer: number;
  readonly bufferBytes: number;
  readonly highWater: number;
  readonly maxTtl: number;
}

const MAX_TTL = 15;
const DEFAULTS = {
  recvMaxSize: 2 ** 20,
  reconnectMin: 100,
  reconnectMax: 5_000,
  dialTimeout: 10_000,
  sendBuffer: 1_024,
  recvBuffer: 1_024,
  bufferBytes: 2 ** 23,
  highWater: 2 ** 18,
  maxTtl: 8,
};

/** Fills in the defaults. Throws a RangeError for what is no number from one up, or above 15 for `maxTtl`. */
export function settings(options: SocketOptions): Settings {
  const all: Record<string, unknown> = { WebSocket: options.WebSocket ?? globalThis.WebSocket };
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const own = options[name as keyof typeof DEFAULTS] ?? value;
    if (!(own >= 1) || (name === 'maxTtl' && own > MAX_TTL)) {
      throw new RangeError(`${name} cannot be ${own}`);
    }
    all[name] = own;
  }
  return all as unknown as Settings;
}
