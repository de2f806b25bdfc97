import type { Pipe } from './pipe.ts';

/** Bytes that no other thread shares. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** What can be sent: text goes as UTF-8. */
export type Data = string | Uint8Array | ArrayBuffer;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A received message. */
export class Message {
  readonly body: Bytes;
  /** The connection it came by. */
  readonly pipe: Pipe;

  constructor(body: Bytes, pipe: Pipe) {
    this.body = body;
    this.pipe = pipe;
  }

  /** The body as UTF-8; what is none becomes U+FFFD. */
  text(): string {
    return decoder.decode(this.body);
  }

  /** The body as JSON. Throws a SyntaxError if it is none; the type is the caller's claim. */
  json<T = unknown>(): T {
    return JSON.parse(this.text()) as T;
  }
}

/** Copies the data, so that the caller may change it afterwards. */
export function toBytes(data: Data): Bytes {
  if (typeof data === 'string') {
    return encoder.encode(data);
  }
  return new Uint8Array(ArrayBuffer.isView(data) ? data : data.slice(0));
}

/** Whether the body begins with the topic. */
export function startsWith(body: Uint8Array, topic: Uint8Array): boolean {
  return topic.length <= body.length && topic.every((byte, i) => body[i] === byte);
}
