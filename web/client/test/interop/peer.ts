import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const root = process.env['SP4J_ROOT'] ?? '..';
const python = `${root}/.sp4j/peers/python/bin/python`;
const script = `${root}/sp4j-interop/src/test/python/peer.py`;

/** Why there is nobody to talk to, for the runner; false if there is. */
export const absent: string | false = existsSync(python) ? false : 'pynng is not installed, see .ci/peers';

/** A socket of pynng, another process that does what lines tell it. */
export class Peer {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor() {
    this.#process = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface(this.#process.stdout!)[Symbol.asyncIterator]();
  }

  /** Such a socket, listening; with its address. */
  static async listening(protocol: string): Promise<[Peer, string]> {
    const peer = new Peer();
    await peer.tell(`open ${protocol}`);
    return [peer, await peer.tell('listen ws://127.0.0.1:0/sp')];
  }

  async tell(line: string): Promise<string> {
    this.#process.stdin!.write(`${line}\n`);
    const { value, done } = await this.#answers.next();
    if (done || !value.startsWith('ok')) {
      throw new Error(`${line}: ${value ?? 'the peer has ended'}`);
    }
    return value.slice(3);
  }

  async send(body: Uint8Array | string): Promise<void> {
    await this.tell(`send ${Buffer.from(body).toString('base64')}`);
  }

  async recv(): Promise<Buffer> {
    return Buffer.from(await this.tell('recv'), 'base64');
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin!.end();
    await ended;
  }
}
