import { type Bytes, Message } from './message.ts';
import type { SocketOptions } from './options.ts';
import type { Pipe } from './pipe.ts';
import { ReceivingSocket } from './receiving.ts';

/**
 * Takes work from pushers. A browser cannot stop reading, so what comes faster than it is taken is queued, and dropped and
 * counted when the queue is full.
 */
export class Pull extends ReceivingSocket {
  constructor(options: SocketOptions = {}) {
    super('push', options, 'drop-newest');
  }

  protected override attach(): undefined {}

  protected override detach(): void {}

  protected override receive(pipe: Pipe, frame: Bytes): void {
    this.deliver(new Message(frame, pipe));
  }

  protected override writable(): void {}
}
