import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const root = process.env['SP4J_ROOT'] ?? '..';

/** `sp4j demo --web`, a process of its own. */
export class Demo {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.url = url;
  }

  /** Starts it, and waits until its page is there; at a free port for 0. The first run builds it. */
  static async start(port = 0): Promise<Demo> {
    const demo = spawn(`${root}/sp4j`, ['demo', '--web', '--json', '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface(demo.stdout)) {
      return new Demo(demo, JSON.parse(line).url);
    }
    throw new Error('the demo has ended');
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}
