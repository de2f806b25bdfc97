import { BadState, type Closed } from './errors.ts';
import { cutBacktrace } from './header.ts';
import { type Bytes, type Data, Message, toBytes } from './message.ts';
import { Outbox } from './outbox.ts';
import type { SocketOptions } from './options.ts';
import type { Pipe } from './pipe.ts';
import { ReceivingSocket } from './receiving.ts';
import type { Wait } from './wait.ts';

/** Answers a question; undefined is no answer. */
export type Handler = (question: Question) => Data | undefined | Promise<Data | undefined>;

/** Sends an answer to whoever asked. */
type Answer = (frame: Bytes, wait: Wait) => Promise<void>;

/** A request or a survey; it can be answered once. */
export class Question extends Message {
  readonly #backtrace: Bytes;
  #answer: Answer | undefined;

  /** @internal */
  constructor(frame: Bytes, bodyAt: number, pipe: Pipe, answer: Answer) {
    super(frame.subarray(bodyAt), pipe);
    this.#backtrace = frame.subarray(0, bodyAt);
    this.#answer = answer;
  }

  /**
   * Sends the answer, waiting while the connection is full. If the peer is gone that is no error: the answer is dropped and
   * counted. Rejects with BadState the second time.
   */
  async reply(data: Data, wait: Wait = {}): Promise<void> {
    const answer = this.#answer;
    if (!answer) {
      throw new BadState('this question has been answered');
    }
    this.#answer = undefined;
    const body = toBytes(data);
    const frame = new Uint8Array(this.#backtrace.length + body.length);
    frame.set(this.#backtrace);
    frame.set(body, this.#backtrace.length);
    return answer(frame, wait);
  }
}

/** What rep and respondent have in common: they answer whoever asked. */
export abstract class AnsweringSocket extends ReceivingSocket<Question> {
  readonly #outboxes = new Map<Pipe, Outbox>();

  protected constructor(peer: string, options: SocketOptions) {
    super(peer, options, 'drop-newest');
  }

  /**
   * Answers questions with a handler, so many at once, until the socket is closed. One that fails gives no answer, and an
   * event `handlerFailed`.
   */
  async serve(handler: Handler, concurrency = 1): Promise<void> {
    const worker = async () => {
      for await (const question of this) {
        try {
          const answer = await handler(question);
          if (answer !== undefined) {
            await question.reply(answer);
          }
        } catch (error) {
          this.emit('handlerFailed', { error });
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }

  protected override attach(pipe: Pipe): undefined {
    const outbox = new Outbox(this.sendLimit);
    outbox.add(pipe);
    this.#outboxes.set(pipe, outbox);
  }

  protected override detach(pipe: Pipe): void {
    this.#outboxes.get(pipe)?.end(GONE);
    this.#outboxes.delete(pipe);
  }

  protected override receive(pipe: Pipe, frame: Bytes): void {
    const cut = cutBacktrace(frame, this.settings.maxTtl);
    if (cut === 'malformed') {
      this.malformed(pipe);
    } else if (cut === 'hop-limit') {
      this.drop('hop-limit', pipe);
    } else {
      this.deliver(new Question(frame, cut, pipe, (answer, wait) => this.#send(pipe, answer, wait)));
    }
  }

  async #send(pipe: Pipe, frame: Bytes, wait: Wait): Promise<void> {
    this.requireOpen();
    try {
      await (this.#outboxes.get(pipe)?.send(frame, wait) ?? Promise.reject(GONE));
    } catch (error) {
      if (error !== GONE) {
        throw error;
      }
      this.drop('no-peer', pipe);
    }
  }

  protected override writable(pipe: Pipe): void {
    this.#outboxes.get(pipe)?.flush();
  }

  protected override end(error: Closed): void {
    this.#outboxes.forEach((outbox) => outbox.end(error));
    super.end(error);
  }
}

/** Ends the answers that wait for a pipe which dies; nobody sees it. */
const GONE = new Error('the peer is gone');
