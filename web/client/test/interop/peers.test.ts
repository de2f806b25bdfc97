import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
import { absent, type Kind, KINDS, Peer } from './peer.ts';

const options = { WebSocket: WebSocket as unknown as WebSocketConstructor };
const COUNT = 200;
const HANG = 60_000;

async function part(peer: Peer, socket: Socket): Promise<void> {
  socket.close();
  await peer.end();
}

/** Bodies of many sizes, the empty one too. */
function bodies(): Uint8Array[] {
  return Array.from({ length: COUNT }, (_, i) => new Uint8Array(i === 7 ? 300_000 : i * 3).fill(i));
}

for (const kind of KINDS) {
  describe(kind, { skip: absent(kind), timeout: 2 * HANG }, () => exchange(kind));
}

function exchange(kind: Kind): void {
  /** Both ends, connected. */
  async function meet<S extends Socket>(protocol: string, socket: S): Promise<[Peer, S]> {
    const [peer, url] = await Peer.listening(kind, protocol);
    socket.dial(url);
    await socket.connected({ timeout: HANG });
    await peer.tell('await');
    return [peer, socket];
  }

  for (const version of [0, 1] as const) {
    test(`pair ${version}`, async () => {
      const [peer, pair] = await meet(`pair${version}`, new Pair({ ...options, version }));
      for (const body of bodies()) {
        await pair.send(body);
        assert.deepEqual(new Uint8Array(await peer.recv()), body);
        await peer.send(body);
        assert.deepEqual((await pair.recv({ timeout: HANG })).body, body);
      }
      await part(peer, pair);
    });
  }

  test('req', async () => {
    const [peer, req] = await meet('rep0', new Req(options));
    for (const body of bodies()) {
      const reply = req.request(body, { timeout: HANG });
      assert.deepEqual(new Uint8Array(await peer.recv()), body);
      await peer.send(body);
      assert.deepEqual((await reply).body, body);
    }
    await part(peer, req);
  });

  test('rep', async () => {
    const [peer, rep] = await meet('req0', new Rep(options));
    const served = rep.serve((question) => question.body);
    for (const body of bodies()) {
      await peer.send(body);
      assert.deepEqual(new Uint8Array(await peer.recv()), body);
    }
    await part(peer, rep);
    await served;
  });

  test('sub', async () => {
    const [peer, sub] = await meet('pub0', new Sub({ ...options, topics: ['a'] }));
    for (const text of ['a1', 'b1', 'a2']) {
      await peer.send(text);
    }
    assert.equal((await sub.recv({ timeout: HANG })).text(), 'a1');
    assert.equal((await sub.recv({ timeout: HANG })).text(), 'a2');
    await part(peer, sub);
  });

  test('pub', async () => {
    const [peer, pub] = await meet('sub0', new Pub(options));
    pub.send('hello');
    assert.equal((await peer.recv()).toString(), 'hello');
    await part(peer, pub);
  });

  test('push', async () => {
    const [peer, push] = await meet('pull0', new Push(options));
    for (const body of bodies()) {
      await push.send(body);
    }
    for (const body of bodies()) {
      assert.deepEqual(new Uint8Array(await peer.recv()), body);
    }
    await part(peer, push);
  });

  test('pull', async () => {
    const [peer, pull] = await meet('push0', new Pull(options));
    for (const body of bodies()) {
      await peer.send(body);
    }
    for (const body of bodies()) {
      assert.deepEqual((await pull.recv({ timeout: HANG })).body, body);
    }
    await part(peer, pull);
  });

  test('surveyor', async () => {
    const [peer, surveyor] = await meet('respondent0', new Surveyor(options));
    const answers = surveyor.survey('who?', { deadline: HANG });
    assert.equal((await peer.recv()).toString(), 'who?');
    await peer.send('me');
    assert.equal((await answers.next()).value?.text(), 'me');
    await answers.return();
    await part(peer, surveyor);
  });

  test('respondent', async () => {
    const [peer, respondent] = await meet('surveyor0', new Respondent(options));
    await peer.send('who?');
    const question = await respondent.recv({ timeout: HANG });
    await question.reply('me');
    assert.equal((await peer.recv()).toString(), 'me');
    await part(peer, respondent);
  });

  test('bus', async () => {
    const [peer, bus] = await meet('bus0', new Bus(options));
    bus.send('there');
    assert.equal((await peer.recv()).toString(), 'there');
    await peer.send('and back');
    assert.equal((await bus.recv({ timeout: HANG })).text(), 'and back');
    await part(peer, bus);
  });

  test('a listener of another protocol', async () => {
    const [peer, url] = await Peer.listening(kind, 'rep0');
    const sub = new Sub(options);
    const failed = new Promise((resolve) => sub.on('dialFailed', resolve));
    sub.dial(url);
    await failed;
    await part(peer, sub);
  });

  test('the listener comes back', async () => {
    const [first, url] = await Peer.listening(kind, 'rep0');
    const req = new Req(options);
    req.dial(url);
    const reply = req.request('ping', { timeout: HANG });
    assert.equal((await first.recv()).toString(), 'ping');
    await first.end();
    const second = new Peer(kind);
    await second.tell('open rep0');
    await second.tell(`listen ${url}`);
    assert.equal((await second.recv()).toString(), 'ping');
    await second.send('pong');
    assert.equal((await reply).text(), 'pong');
    await part(second, req);
  });
}
