import { type Bytes, type Data, Message, startsWith, toBytes } from './message.ts';
import type { SocketOptions } from './options.ts';
import type { Pipe } from './pipe.ts';
import { ReceivingSocket } from './receiving.ts';

/** Settings of a subscriber. */
export interface SubOptions extends SocketOptions {
  /** The first subscriptions; an empty topic is everything. Default: none. */
  readonly topics?: readonly Data[] | undefined;
  /** What goes when the queue is full. Default: `drop-oldest`. */
  readonly full?: 'drop-oldest' | 'drop-newest' | undefined;
}

/** Hears what is published under its topics; the page filters, the publisher sends everything. */
export class Sub extends ReceivingSocket {
  readonly #topics: Bytes[] = [];

  constructor(options: SubOptions = {}) {
    super('pub', options, options.full ?? 'drop-oldest');
    options.topics?.forEach((topic) => this.subscribe(topic));
  }

  /** Receives from now on what begins with the topic. A second time it does nothing. */
  subscribe(topic: Data): void {
    const bytes = toBytes(topic);
    if (this.#find(bytes) < 0) {
      this.#topics.push(bytes);
    }
  }

  /** Ends that, also for messages that wait to be received. False if there was no such subscription. */
  unsubscribe(topic: Data): boolean {
    const at = this.#find(toBytes(topic));
    if (at >= 0) {
      this.#topics.splice(at, 1);
      this.drop(
        'not-subscribed',
        undefined,
        this.inbox.retain(({ body }) => this.#isWanted(body)),
      );
    }
    return at >= 0;
  }

  #find(topic: Bytes): number {
    return this.#topics.findIndex((own) => own.length === topic.length && startsWith(own, topic));
  }

  #isWanted(body: Bytes): boolean {
    return this.#topics.some((topic) => startsWith(body, topic));
  }

  protected override attach(): undefined {}

  protected override detach(): void {}

  protected override receive(pipe: Pipe, frame: Bytes): void {
    if (this.#isWanted(frame)) {
      this.deliver(new Message(frame, pipe));
    } else {
      this.drop('not-subscribed', pipe);
    }
  }

  protected override writable(): void {}
}
