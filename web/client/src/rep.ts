import { AnsweringSocket } from './answering.ts';
import type { SocketOptions } from './options.ts';

/** Answers requests: `for await` its questions and `reply` to each, in any order, or `serve` them. */
export class Rep extends AnsweringSocket {
  constructor(options: SocketOptions = {}) {
    super('req', options);
  }
}
