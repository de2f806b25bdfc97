/**
 * The SP header, which precedes the body in a WebSocket message: 32-bit words, big-endian.
 *
 *   req, surveyor            1iiiiiii iiiiiiii iiiiiiii iiiiiiii            an id
 *   rep, respondent          0ppppppp ... 0ppppppp ... 1iiiiiii ...         a hop for each device passed, then the id
 *   pair v1                  00000000 00000000 00000000 hhhhhhhh            how many hops
 */
import type { Bytes } from './message.ts';

const WORD = 4;
const LAST = 0x80000000;

/** The word at an offset, or undefined if there are not four bytes. */
export function wordAt(frame: Bytes, offset: number): number | undefined {
  return offset + WORD <= frame.length ? new DataView(frame.buffer, frame.byteOffset).getUint32(offset) : undefined;
}

/** A word in front of a body. */
export function withWord(word: number, body: Bytes): Bytes {
  const frame = new Uint8Array(WORD + body.length);
  new DataView(frame.buffer).setUint32(0, word);
  frame.set(body, WORD);
  return frame;
}

/** The body behind one word. */
export function afterWord(frame: Bytes): Bytes {
  return frame.subarray(WORD);
}

/** A random id that is not in use. */
export function newId(used: ReadonlyMap<number, unknown>): number {
  const random = new Uint32Array(1);
  let id: number;
  do {
    id = (crypto.getRandomValues(random)[0]! | LAST) >>> 0;
  } while (used.has(id));
  return id;
}

/** How a backtrace was cut off: where the body begins, or why there is none. */
export type Cut = number | 'malformed' | 'hop-limit';

/** Finds the end of the backtrace: the first word whose high bit is set. */
export function cutBacktrace(frame: Bytes, maxTtl: number): Cut {
  for (let words = 1; words <= maxTtl; words++) {
    const word = wordAt(frame, (words - 1) * WORD);
    if (word === undefined) {
      return 'malformed';
    }
    if (word >= LAST) {
      return words * WORD;
    }
  }
  return 'hop-limit';
}
