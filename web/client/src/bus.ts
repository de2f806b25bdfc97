import type { Closed } from './errors.ts';
import { FanOut } from './fanout.ts';
import { type Bytes, type Data, Message, toBytes } from './message.ts';
import type { SocketOptions } from './options.ts';
import type { Pipe } from './pipe.ts';
import { ReceivingSocket } from './receiving.ts';

/** Tells all neighbours and hears them. Who does not keep up loses the newest messages, counted. */
export class Bus extends ReceivingSocket {
  readonly #fanOut: FanOut;

  constructor(options: SocketOptions = {}) {
    super('bus', options, 'drop-newest');
    this.#fanOut = new FanOut(this.sendLimit, 'drop-newest', (pipe, lost) => this.drop('queue-full', pipe, lost));
  }

  /** Sends to all neighbours that there are now; never waits. */
  send(data: Data): void {
    this.requireOpen();
    this.#fanOut.send(toBytes(data));
  }

  protected override attach(pipe: Pipe): undefined {
    this.#fanOut.add(pipe);
  }

  protected override detach(pipe: Pipe): void {
    this.drop('no-peer', pipe, this.#fanOut.remove(pipe));
  }

  protected override receive(pipe: Pipe, frame: Bytes): void {
    this.deliver(new Message(frame, pipe));
  }

  protected override writable(pipe: Pipe): void {
    this.#fanOut.drain(pipe);
  }

  protected override end(error: Closed): void {
    this.#fanOut.end();
    super.end(error);
  }
}
