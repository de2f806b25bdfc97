import type { Bytes } from './message.ts';

/** What this package needs of a browser's WebSocket; the package `ws` has it for Node. */
export interface WebSocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  readonly protocol: string;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: Bytes): void;
  close(code?: number, reason?: string): void;
}

/** A class of WebSockets. */
export type WebSocketConstructor = new (url: string, subProtocol: string) => WebSocketLike;

/** Why this side closes a connection. Browsers let a page use 1000 and 3000 to 4999 only. */
export const CloseCode = {
  NORMAL: 1000,
  MALFORMED: 4002,
  UNEXPECTED: 4003,
  BUSY: 4005,
  TOO_LARGE: 4009,
} as const;
