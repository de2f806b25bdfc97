import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const root = process.env['SP4J_ROOT'] ?? '..';

/** Programs that do what lines tell them, as sp4j-interop uses them, each with one socket of another implementation. */
const COMMANDS = {
  pynng: [`${root}/.sp4j/peers/python/bin/python`, `${root}/sp4j-interop/src/test/python/peer.py`],
  mangos: [`${root}/.sp4j/peers/go/mangos-peer`],
} as const;

export type Kind = keyof typeof COMMANDS;

export const KINDS: readonly Kind[] = ['pynng', 'mangos'];

/** Why there is nobody to talk to, for the runner; false if there is. */
export function absent(kind: Kind): string | false {
  return existsSync(COMMANDS[kind][0]) ? false : `${kind} is not installed, see .ci/peers`;
}

/** Such a program. */
export class Peer {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(kind: Kind) {
    const [program, ...args] = COMMANDS[kind];
    this.#process = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface(this.#process.stdout!)[Symbol.asyncIterator]();
  }

  /** One that listens, with its address. */
  static async listening(kind: Kind, protocol: string): Promise<[Peer, string]> {
    const peer = new Peer(kind);
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
