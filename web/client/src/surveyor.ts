import { Closed } from './errors.ts';
import { FanOut } from './fanout.ts';
import { afterWord, newId, withWord, wordAt } from './header.ts';
import { Inbox } from './inbox.ts';
import { type Bytes, type Data, Message, toBytes } from './message.ts';
import type { SocketOptions } from './options.ts';
import type { Pipe } from './pipe.ts';
import { Socket } from './socket.ts';
import { after } from './wait.ts';

/** Settings of a survey. */
export interface SurveyOptions {
  /** How long answers are accepted, in milliseconds; Infinity until the loop over them ends. Default: 1,000. */
  readonly deadline?: number | undefined;
  /** Aborting it ends the survey, and rejects in the loop over its answers. */
  readonly signal?: AbortSignal | undefined;
}

const DEADLINE = 1_000;

/** Asks everybody; any number of surveys at once. */
export class Surveyor extends Socket {
  readonly #surveys = new Map<number, Inbox<Message>>();
  readonly #fanOut: FanOut;

  constructor(options: SocketOptions = {}) {
    super('respondent', options);
    this.#fanOut = new FanOut(this.sendLimit, 'drop-newest', (pipe, lost) => this.drop('queue-full', pipe, lost));
  }

  /**
   * Asks all peers that there are now, at once, and answers what they say, until the deadline, an abort, the end of the
   * loop over it or of the socket.
   */
  survey(data: Data, options: SurveyOptions = {}): AsyncGenerator<Message, void, undefined> {
    options.signal?.throwIfAborted();
    this.requireOpen();
    const id = newId(this.#surveys);
    const answers = new Inbox<Message>(this.recvLimit, 'drop-newest');
    const stop = after(options.deadline ?? DEADLINE, () => this.#over(id));
    this.#surveys.set(id, answers);
    this.#fanOut.send(withWord(id, toBytes(data)));
    return this.#collect(id, answers, options.signal, stop);
  }

  async *#collect(id: number, answers: Inbox<Message>, signal: AbortSignal | undefined, stop: () => void) {
    try {
      yield* answers.all({ signal });
    } finally {
      stop();
      this.#over(id);
      this.drop(
        'late-response',
        undefined,
        answers.retain(() => false),
      );
    }
  }

  #over(id: number): void {
    this.#surveys.get(id)?.end(new Closed('the survey'));
    this.#surveys.delete(id);
  }

  protected override attach(pipe: Pipe): undefined {
    this.#fanOut.add(pipe);
  }

  protected override detach(pipe: Pipe): void {
    this.drop('no-peer', pipe, this.#fanOut.remove(pipe));
  }

  protected override receive(pipe: Pipe, frame: Bytes): void {
    const id = wordAt(frame, 0);
    if (id === undefined) {
      this.malformed(pipe);
      return;
    }
    const lost = this.#surveys.get(id)?.put(new Message(afterWord(frame), pipe));
    if (lost === undefined) {
      this.drop('late-response', pipe);
    } else if (lost > 0) {
      this.drop('queue-full', pipe, lost);
    }
  }

  protected override writable(pipe: Pipe): void {
    this.#fanOut.drain(pipe);
  }

  protected override end(): void {
    this.#fanOut.end();
    [...this.#surveys.keys()].forEach((id) => this.#over(id));
  }
}
