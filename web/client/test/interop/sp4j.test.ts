import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { before, describe, test } from 'node:test';
import WebSocket from 'ws';
import {
  Bus,
  Pair,
  Pub,
  Pull,
  Push,
  Rep,
  Req,
  Respondent,
  type Socket,
  Sub,
  Surveyor,
  type WebSocketConstructor,
} from '../../src/index.ts';

const root = process.env['SP4J_ROOT'] ?? '..';
const hasJava = process.env['JAVA_HOME'] || spawnSync('java', ['-version']).status === 0;
const absent = hasJava ? false : 'there is no Java';
const options = { WebSocket: WebSocket as unknown as WebSocketConstructor };
const wait = { timeout: 60_000 };

/** `sp4j cat`, listening. */
class Cat {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly url: string;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.#lines = createInterface(process.stdout!)[Symbol.asyncIterator]();
    this.url = url;
  }

  static async listening(...args: string[]): Promise<Cat> {
    const format = ['--pub0', '--push0'].includes(args[0]!) ? [] : ['--quoted'];
    const cat = spawn(`${root}/sp4j`, ['cat', '-v', ...format, '--listen', 'ws://127.0.0.1:0/x', ...args]);
    for await (const line of createInterface(cat.stderr)) {
      const url = /^sp4j: Listening at: (.*)$/.exec(line)?.[1];
      if (url) {
        cat.stderr.resume();
        return new Cat(cat, url);
      }
    }
    throw new Error(`cat ${args.join(' ')} does not listen`);
  }

  /** The next body that it prints. */
  async body(): Promise<string> {
    return JSON.parse((await this.#lines.next()).value);
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill();
    await ended;
  }
}

/** Talks to such a cat with such a socket. */
function meeting<S extends Socket>(args: string[], make: () => S, talk: (socket: S, cat: Cat) => Promise<void>): void {
  test(args.join(' '), async () => {
    const cat = await Cat.listening(...args);
    const socket = make();
    socket.dial(cat.url);
    await socket.connected(wait);
    await talk(socket, cat);
    socket.close();
    await cat.end();
  });
}

describe('sp4j', { skip: absent, timeout: 200_000, concurrency: 3 }, () => {
  before(() => {
    // The first run builds it.
    assert.equal(spawnSync(`${root}/sp4j`, ['--version'], { stdio: ['ignore', 'ignore', 'inherit'] }).status, 0);
  });

  for (const version of [0, 1] as const) {
    meeting(
      [`--pair${version}`, '--data', 'there'],
      () => new Pair({ ...options, version }),
      async (pair, cat) => {
        assert.equal((await pair.recv(wait)).text(), 'there');
        await pair.send('and back');
        assert.equal(await cat.body(), 'and back');
      },
    );
  }

  meeting(
    ['--rep0', '--data', 'pong'],
    () => new Req(options),
    async (req, cat) => {
      assert.equal((await req.request('ping', wait)).text(), 'pong');
      assert.equal(await cat.body(), 'ping');
    },
  );

  meeting(
    ['--req0', '--data', 'ping'],
    () => new Rep(options),
    async (rep, cat) => {
      const question = await rep.recv(wait);
      await question.reply(`${question.text()} pong`);
      assert.equal(await cat.body(), 'ping pong');
    },
  );

  meeting(
    ['--pub0', '--data', 'news', '--interval', '1'],
    () => new Sub({ ...options, topics: ['ne'] }),
    async (sub) => assert.equal((await sub.recv(wait)).text(), 'news'),
  );

  meeting(
    ['--sub0', '--subscribe', 'ne'],
    () => new Pub(options),
    async (pub, cat) => {
      pub.send('weather');
      pub.send('news');
      assert.equal(await cat.body(), 'news');
    },
  );

  meeting(
    ['--push0', '--data', 'work'],
    () => new Pull(options),
    async (pull) => assert.equal((await pull.recv(wait)).text(), 'work'),
  );

  meeting(
    ['--pull0'],
    () => new Push(options),
    async (push, cat) => {
      await push.send('work', wait);
      assert.equal(await cat.body(), 'work');
    },
  );

  meeting(
    ['--respondent0', '--data', 'me'],
    () => new Surveyor(options),
    async (surveyor) => {
      const answers = surveyor.survey('who?', { deadline: wait.timeout });
      assert.equal((await answers.next()).value?.text(), 'me');
      await answers.return();
    },
  );

  meeting(
    ['--surveyor0', '--data', 'who?', '--interval', '2'],
    () => new Respondent(options),
    async (respondent, cat) => {
      const served = respondent.serve((question) => `${question.text()} me`);
      assert.equal(await cat.body(), 'who? me');
      respondent.close();
      await served;
    },
  );

  meeting(
    ['--bus0', '--data', 'there', '--interval', '1'],
    () => new Bus(options),
    async (bus, cat) => {
      assert.equal((await bus.recv(wait)).text(), 'there');
      bus.send('and back');
      assert.equal(await cat.body(), 'and back');
    },
  );
});
