import { AnsweringSocket } from './answering.ts';
import type { SocketOptions } from './options.ts';

/** Answers surveys: `for await` its questions and `reply` to each, in any order, or `serve` them. */
export class Respondent extends AnsweringSocket {
  constructor(options: SocketOptions = {}) {
    super('surveyor', options);
  }
}
