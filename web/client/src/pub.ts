import { FanOut } from './fanout.ts';
import { type Data, toBytes } from './message.ts';
import type { SocketOptions } from './options.ts';
import type { Pipe } from './pipe.ts';
import { Socket } from './socket.ts';
import { CloseCode } from './websocket.ts';

/** Tells everybody who listens; a topic is how the body begins. Who does not keep up loses the oldest messages, counted. */
export class Pub extends Socket {
  readonly #fanOut: FanOut;

  constructor(options: SocketOptions = {}) {
    super('sub', options);
    this.#fanOut = new FanOut(this.sendLimit, 'drop-oldest', (pipe, lost) => this.drop('queue-full', pipe, lost));
  }

  /** Sends to all peers that there are now; never waits. */
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

  /** A subscriber sends nothing. */
  protected override receive(pipe: Pipe): void {
    this.drop('unexpected-data', pipe);
    pipe.end(CloseCode.UNEXPECTED, 'a publisher receives nothing');
  }

  protected override writable(pipe: Pipe): void {
    this.#fanOut.drain(pipe);
  }

  protected override end(): void {
    this.#fanOut.end();
  }
}
