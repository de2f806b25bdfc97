import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Bus, Closed, Pair, Pub, Pull, Push, QueueFull, type Socket, Sub, Timeout } from '../../src/index.ts';
import { bytesOf, FakeWebSocket, isolate, options, settle, URL_A, URL_B } from './fake.ts';

isolate();

/** A connection of this socket. */
function connect(socket: Socket, url = URL_A): FakeWebSocket {
  socket.dial(url);
  return FakeWebSocket.last.open();
}

test('a send waits for a peer', async () => {
  const push = new Push(options);
  assert.equal(push.trySend('not yet'), false);
  const sends = [push.send('a'), push.send('b')];
  const ws = connect(push);
  await Promise.all(sends);
  assert.deepEqual(ws.texts, ['a', 'b']);
});

test('pullers take turns, and who is full is passed over', async () => {
  const push = new Push({ ...options, highWater: 10 });
  const a = connect(push, URL_A);
  const b = connect(push, URL_B);
  for (const text of ['1', '2', '3']) {
    await push.send(text);
  }
  assert.deepEqual([a.texts, b.texts], [['1', '3'], ['2']]);
  b.bufferedAmount = 11;
  await push.send('4');
  await push.send('5');
  await push.send('6');
  assert.deepEqual(
    [a.texts, b.texts],
    [
      ['1', '3', '5', '6'],
      ['2', '4'],
    ],
  );
});

test('a full connection makes sends wait until half of it has gone', async () => {
  const push = new Push({ ...options, highWater: 10 });
  const ws = connect(push);
  ws.bufferedAmount = 11;
  await push.send('a');
  let done = false;
  const second = push.send('b').then(() => (done = true));
  ws.bufferedAmount = 6;
  mock.timers.tick(10);
  await settle();
  assert.equal(done, false);
  ws.bufferedAmount = 5;
  mock.timers.tick(10);
  await second;
  assert.deepEqual(ws.texts, ['a', 'b']);
});

test('a send that is given up is not sent', async () => {
  const push = new Push(options);
  const abort = new AbortController();
  const aborted = assert.rejects(push.send('a', { signal: abort.signal }), /no more/);
  const late = assert.rejects(push.send('b', { timeout: 5 }), Timeout);
  const kept = push.send('c');
  abort.abort(new Error('no more'));
  mock.timers.tick(5);
  await Promise.all([aborted, late]);
  await assert.rejects(push.send('d', { signal: abort.signal }), /no more/);
  const ws = connect(push);
  await kept;
  assert.deepEqual(ws.texts, ['c']);
});

test('only so many sends wait', async () => {
  const push = new Push({ ...options, sendBuffer: 2, bufferBytes: 5 });
  const sends = [push.send('abcd'), push.send('e')];
  await assert.rejects(push.send(''), QueueFull);
  push.close();
  await Promise.all(sends.map((send) => assert.rejects(send, Closed)));
  await assert.rejects(push.send('x'), Closed);
});

test('what a caller does with his array afterwards changes nothing', async () => {
  const push = new Push(options);
  const body = Uint8Array.of(1, 2);
  const send = push.send(body.subarray(1));
  body.fill(9);
  const ws = connect(push);
  await send;
  assert.deepEqual([...ws.sent[0]!], [2]);
});

test('what a puller sends is dropped and counted', () => {
  const push = new Push(options);
  connect(push).say([1]);
  assert.equal(push.stats.dropped['unexpected-data'], 1);
  assert.equal(push.status, 'open');
});

test('what comes faster than it is taken is dropped and counted', async () => {
  const pull = new Pull({ ...options, recvBuffer: 2 });
  const drops: string[] = [];
  pull.on('dropped', ({ reason }) => drops.push(reason));
  const ws = connect(pull);
  ['1', '2', '3'].forEach((text) => ws.say(bytesOf(text)));
  assert.deepEqual(drops, ['queue-full']);
  assert.deepEqual([(await pull.recv()).text(), (await pull.recv()).text()], ['1', '2']);
  ws.say(bytesOf('4'));
  pull.close();
  assert.deepEqual(pull.stats.dropped, { 'queue-full': 1, 'unread-at-close': 1 });
});

test('a receive that is given up takes no message', async () => {
  const pull = new Pull(options);
  const ws = connect(pull);
  const late = assert.rejects(pull.recv({ timeout: 5 }), Timeout);
  await settle();
  mock.timers.tick(5);
  await late;
  ws.say(bytesOf('kept'));
  assert.equal((await pull.recv()).text(), 'kept');
});

test('a loop over messages can be left and gone on with', async () => {
  const pull = new Pull(options);
  const ws = connect(pull);
  ['1', '2', '3'].forEach((text) => ws.say(bytesOf(text)));
  const seen: string[] = [];
  for await (const message of pull) {
    seen.push(message.text());
    break;
  }
  const abort = new AbortController();
  const loop = assert.rejects(async () => {
    for await (const message of pull.messages({ signal: abort.signal })) {
      seen.push(message.text());
    }
  }, /stop/);
  await settle();
  abort.abort(new Error('stop'));
  await loop;
  assert.deepEqual(seen, ['1', '2', '3']);
});

test('a body is bytes, text or JSON', async () => {
  const pull = new Pull(options);
  connect(pull).say(bytesOf('{"a":"ü"}'));
  const message = await pull.recv();
  assert.deepEqual(message.json(), { a: 'ü' });
  assert.equal(message.text(), '{"a":"ü"}');
  assert.equal(message.pipe, pull.pipes[0]);
});

test('a pair has one peer', () => {
  const pair = new Pair(options);
  const failures: string[] = [];
  pair.on('dialFailed', ({ error }) => failures.push(error.message));
  connect(pair, URL_A);
  const second = connect(pair, URL_B);
  assert.equal(second.closed?.code, 4005);
  assert.deepEqual(failures, ['ws://b/: this pair has a peer already']);
  FakeWebSocket.all[0]!.drop();
  mock.timers.tick(100);
  assert.equal(FakeWebSocket.all.length, 4);
  FakeWebSocket.last.open();
  assert.equal(pair.pipes.length, 1);
});

test('a pair v1 counts hops', async () => {
  const pair = new Pair({ ...options, version: 1 });
  const ws = connect(pair);
  await pair.send('A');
  assert.deepEqual([...ws.sent[0]!], [0, 0, 0, 1, 65]);
  ws.say([0, 0, 0, 0, 66]);
  ws.say([0, 0, 0, 8]);
  ws.say([0, 0, 0, 9, 67]);
  assert.equal((await pair.recv()).text(), 'B');
  assert.equal((await pair.recv()).body.length, 0);
  assert.deepEqual(pair.stats.dropped, { 'hop-limit': 1 });
  ws.say([0, 0, 1, 0]);
  assert.equal(ws.closed?.code, 4002);
});

test('a pair v1 ends a connection whose message has no header', () => {
  const pair = new Pair({ ...options, version: 1 });
  const ws = connect(pair);
  ws.say([0, 0, 0]);
  assert.equal(ws.closed?.code, 4002);
});

test('a publisher drops the oldest of a subscriber that is slow', () => {
  const pub = new Pub({ ...options, sendBuffer: 2, highWater: 1 });
  const drops: unknown[] = [];
  pub.on('dropped', ({ reason, pipe }) => drops.push([reason, pipe?.url]));
  const slow = connect(pub, URL_A);
  const fast = connect(pub, URL_B);
  slow.bufferedAmount = 2;
  ['1', '2', '3', '4'].forEach((text) => pub.send(text));
  assert.deepEqual(fast.texts, ['1', '2', '3', '4']);
  assert.deepEqual(slow.texts, ['1']);
  assert.deepEqual(drops, [['queue-full', URL_A]]);
  slow.bufferedAmount = 0;
  mock.timers.tick(10);
  assert.deepEqual(slow.texts, ['1', '3', '4']);
});

test('what a publisher has queued goes to the browser at close', () => {
  const pub = new Pub({ ...options, highWater: 1 });
  const ws = connect(pub);
  ws.bufferedAmount = 2;
  ['1', '2', '3'].forEach((text) => pub.send(text));
  pub.close();
  assert.deepEqual(ws.texts, ['1', '2', '3']);
  assert.throws(() => pub.send('4'), Closed);
});

test('what a publisher has queued for a peer that dies is counted', () => {
  const pub = new Pub({ ...options, highWater: 1 });
  const ws = connect(pub);
  ws.bufferedAmount = 2;
  ['1', '2', '3'].forEach((text) => pub.send(text));
  ws.drop();
  assert.deepEqual(pub.stats.dropped, { 'no-peer': 2 });
});

test('a subscriber that sends loses its connection', () => {
  const pub = new Pub(options);
  const ws = connect(pub);
  ws.say([1]);
  assert.equal(ws.closed?.code, 4003);
});

test('a subscriber hears its topics', async () => {
  const sub = new Sub({ ...options, topics: ['news'] });
  const ws = connect(sub);
  const say = (...texts: string[]) => texts.forEach((text) => ws.say(bytesOf(text)));
  say('news 1', 'weather 1', 'new');
  sub.subscribe('weather');
  sub.subscribe('weather');
  say('weather 2', 'news 2');
  assert.equal(sub.unread, 3);
  assert.equal(sub.unsubscribe('weather'), true);
  assert.equal(sub.unsubscribe('weather'), false);
  say('weather 3');
  assert.deepEqual([(await sub.recv()).text(), (await sub.recv()).text()], ['news 1', 'news 2']);
  assert.equal(sub.unread, 0);
  assert.deepEqual(sub.stats.dropped, { 'not-subscribed': 4 });
  sub.subscribe('');
  say('anything');
  assert.equal((await sub.recv()).text(), 'anything');
});

test('a subscriber that is slow loses the oldest, or the newest if it wants', async () => {
  for (const [full, kept] of [
    ['drop-oldest', ['2', '3']],
    ['drop-newest', ['1', '2']],
  ] as const) {
    const sub = new Sub({ ...options, topics: [''], recvBuffer: 2, full });
    const ws = connect(sub);
    ['1', '2', '3'].forEach((text) => ws.say(bytesOf(text)));
    assert.deepEqual([(await sub.recv()).text(), (await sub.recv()).text()], kept);
    assert.deepEqual(sub.stats.dropped, { 'queue-full': 1 });
  }
});

test('queues are bounded in bytes too', async () => {
  const sub = new Sub({ ...options, topics: [''], bufferBytes: 3 });
  const ws = connect(sub);
  ['ab', 'c', 'too long', 'd'].forEach((text) => ws.say(bytesOf(text)));
  assert.equal((await sub.recv()).text(), 'd');
  assert.equal(sub.unread, 0);
  assert.deepEqual(sub.stats.dropped, { 'queue-full': 3 });
});

test('a bus tells all neighbours, and the slow one loses the newest', async () => {
  const bus = new Bus({ ...options, sendBuffer: 1, highWater: 1 });
  const a = connect(bus, URL_A);
  const b = connect(bus, URL_B);
  a.bufferedAmount = 2;
  ['1', '2', '3'].forEach((text) => bus.send(text));
  assert.deepEqual(b.texts, ['1', '2', '3']);
  a.bufferedAmount = 0;
  mock.timers.tick(10);
  assert.deepEqual(a.texts, ['1', '2']);
  b.say(bytesOf('hello'));
  assert.equal((await bus.recv()).text(), 'hello');
  bus.close();
  assert.deepEqual(bus.stats.dropped, { 'queue-full': 1 });
});
