import { type Closed, QueueFull } from './errors.ts';
import { afterWord, newId, withWord, wordAt } from './header.ts';
import { type Bytes, type Data, Message, toBytes } from './message.ts';
import type { SocketOptions } from './options.ts';
import { Outbox, type Parcel } from './outbox.ts';
import type { Pipe } from './pipe.ts';
import { Socket } from './socket.ts';
import { after, Pending, type Wait } from './wait.ts';

/** Settings of a requester. */
export interface ReqOptions extends SocketOptions {
  /** After so many milliseconds without an answer a request is sent again; Infinity for never. Default: 60,000. */
  readonly resendTime?: number | undefined;
}

const RESEND_TIME = 60_000;

/** Asks, and gets an answer: a request is sent again until then, so it may be carried out twice; its answer comes once. */
export class Req extends Socket {
  readonly #open = new Map<number, Request>();
  readonly #outbox: Outbox;
  readonly #resendTime: number;

  constructor(options: ReqOptions = {}) {
    super('rep', options);
    this.#resendTime = options.resendTime ?? RESEND_TIME;
    this.#outbox = new Outbox(this.sendLimit);
  }

  /** Sends a request and waits for its reply; any number at once. An abort or a timeout gives the request up. */
  async request(data: Data, wait: Wait = {}): Promise<Message> {
    wait.signal?.throwIfAborted();
    this.requireOpen();
    const id = newId(this.#open);
    const pending = new Pending<Message>('request', wait, () => this.#forget(request));
    const request = new Request(id, withWord(id, toBytes(data)), pending, this.#resendTime, () => this.#offer(request));
    this.#open.set(id, request);
    this.#offer(request);
    return pending.promise;
  }

  #offer(request: Request): void {
    this.#outbox.withdraw(request);
    if (!this.#outbox.offer(request)) {
      this.#forget(request);
      request.fail(new QueueFull(this.settings.sendBuffer));
    }
  }

  #forget(request: Request): void {
    this.#open.delete(request.id);
    this.#outbox.withdraw(request);
    request.stop();
  }

  protected override attach(pipe: Pipe): undefined {
    this.#outbox.add(pipe);
  }

  /** Requests that this pipe carried last go to another one at once. */
  protected override detach(pipe: Pipe): void {
    this.#outbox.remove(pipe);
    for (const request of [...this.#open.values()]) {
      if (request.carrier === pipe) {
        this.#offer(request);
      }
    }
  }

  protected override receive(pipe: Pipe, frame: Bytes): void {
    const id = wordAt(frame, 0);
    if (id === undefined) {
      this.malformed(pipe);
      return;
    }
    const request = this.#open.get(id);
    if (!request) {
      this.drop('stale-reply', pipe);
    } else if (!request.carriers.has(pipe)) {
      this.drop('unexpected-reply', pipe);
    } else {
      this.#forget(request);
      request.answer(new Message(afterWord(frame), pipe));
    }
  }

  protected override writable(): void {
    this.#outbox.flush();
  }

  protected override end(error: Closed): void {
    for (const request of [...this.#open.values()]) {
      this.#forget(request);
      request.fail(error);
    }
  }
}

/** A request that has no reply yet. */
class Request implements Parcel {
  readonly id: number;
  readonly frame: Bytes;
  /** Whoever got it may answer it. */
  readonly carriers = new Set<Pipe>();
  /** Whoever got it last. */
  carrier: Pipe | undefined;
  stop = () => {};
  readonly #pending: Pending<Message>;
  readonly #resendTime: number;
  readonly #resend: () => void;

  constructor(id: number, frame: Bytes, pending: Pending<Message>, resendTime: number, resend: () => void) {
    this.id = id;
    this.frame = frame;
    this.#pending = pending;
    this.#resendTime = resendTime;
    this.#resend = resend;
  }

  /** Each transmission has the whole time for its reply. */
  sent(pipe: Pipe): void {
    this.carriers.add(pipe);
    this.carrier = pipe;
    this.stop();
    this.stop = after(this.#resendTime, this.#resend);
  }

  answer(reply: Message): void {
    this.#pending.resolve(reply);
  }

  fail(error: Error): void {
    this.#pending.reject(error);
  }
}
