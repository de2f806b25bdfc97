import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { BadState, Closed, QueueFull, Rep, Req, Respondent, type Socket, Surveyor, Timeout } from '../../src/index.ts';
import { bytesOf, FakeWebSocket, isolate, options, settle, URL_A, URL_B } from './fake.ts';

isolate();

/** A connection of this socket. */
function connect(socket: Socket, url = URL_A): FakeWebSocket {
  socket.dial(url);
  return FakeWebSocket.last.open();
}

/** The id in front of a frame. */
function idOf(frame: Uint8Array | undefined): number[] {
  assert.ok(frame);
  return [...frame.subarray(0, 4)];
}

function bodyOf(frame: Uint8Array): string {
  return new TextDecoder().decode(frame.subarray(4));
}

test('a request carries an id with the high bit, and its reply belongs to it', async () => {
  const req = new Req(options);
  const ws = connect(req);
  const replies = [req.request('one'), req.request('two')];
  await settle();
  assert.deepEqual(ws.sent.map(bodyOf), ['one', 'two']);
  const [first, second] = ws.sent.map(idOf) as [number[], number[]];
  assert.ok(first[0]! >= 0x80 && second[0]! >= 0x80);
  ws.say([...second, ...bytesOf('2')]);
  ws.say([...first, ...bytesOf('1')]);
  assert.deepEqual(
    (await Promise.all(replies)).map((reply) => reply.text()),
    ['1', '2'],
  );
});

test('a request goes to another peer when the one that has it dies', async () => {
  const req = new Req(options);
  const a = connect(req, URL_A);
  const b = connect(req, URL_B);
  const reply = req.request('q');
  await settle();
  a.drop();
  assert.deepEqual([...b.sent[0]!], [...a.sent[0]!]);
  b.say([...idOf(b.sent[0]), 33]);
  assert.equal((await reply).text(), '!');
});

test('a request waits for the next connection when its only one dies', async () => {
  const req = new Req(options);
  const first = connect(req);
  const reply = req.request('q');
  await settle();
  first.drop();
  mock.timers.tick(100);
  const second = FakeWebSocket.last.open();
  assert.equal(second.sent.length, 1);
  second.say(idOf(first.sent[0]));
  assert.equal((await reply).body.length, 0);
});

test('a request without a reply is sent again, with the whole time each time', async () => {
  const req = new Req({ ...options, resendTime: 1_000 });
  const ws = connect(req);
  const reply = req.request('q');
  await settle();
  for (let copies = 1; copies <= 3; copies++) {
    assert.equal(ws.sent.length, copies);
    mock.timers.tick(999);
    assert.equal(ws.sent.length, copies);
    mock.timers.tick(1);
  }
  ws.say([...idOf(ws.sent[0]), 1]);
  await reply;
  ws.say([...idOf(ws.sent[0]), 2]);
  assert.deepEqual(req.stats.dropped, { 'stale-reply': 1 });
  mock.timers.tick(10_000);
  assert.equal(ws.sent.length, 4);
});

test('a request is not sent again if it need not be', async () => {
  const req = new Req({ ...options, resendTime: Infinity });
  const ws = connect(req);
  const reply = assert.rejects(req.request('q'), Closed);
  await settle();
  mock.timers.tick(1e9);
  assert.equal(ws.sent.length, 1);
  req.close();
  await reply;
});

test('only a peer that has the request may answer it', async () => {
  const req = new Req(options);
  const a = connect(req, URL_A);
  const b = connect(req, URL_B);
  const reply = req.request('q');
  await settle();
  const id = idOf(a.sent[0]);
  b.say([...id, 66]);
  a.say([...id, 65]);
  assert.equal((await reply).text(), 'A');
  assert.deepEqual(req.stats.dropped, { 'unexpected-reply': 1 });
});

test('a request that is given up is forgotten', async () => {
  const req = new Req({ ...options, resendTime: 1_000 });
  const abort = new AbortController();
  const waiting = assert.rejects(req.request('never sent', { timeout: 10 }), Timeout);
  await settle();
  mock.timers.tick(10);
  await waiting;
  const ws = connect(req);
  const aborted = assert.rejects(req.request('q', { signal: abort.signal }), /stop/);
  await settle();
  abort.abort(new Error('stop'));
  await aborted;
  assert.deepEqual(ws.sent.map(bodyOf), ['q']);
  mock.timers.tick(5_000);
  assert.equal(ws.sent.length, 1);
  ws.say(idOf(ws.sent[0]));
  assert.deepEqual(req.stats.dropped, { 'stale-reply': 1 });
});

test('only so many requests wait for a peer', async () => {
  const req = new Req({ ...options, sendBuffer: 1 });
  const first = assert.rejects(req.request('1'), Closed);
  await settle();
  await assert.rejects(req.request('2'), QueueFull);
  req.close();
  await first;
  await assert.rejects(req.request('3'), Closed);
});

test('a reply without an id ends its connection', () => {
  const req = new Req(options);
  const ws = connect(req);
  ws.say([1, 2, 3]);
  assert.equal(ws.closed?.code, 4002);
});

test('a reply goes back the way its request came', async () => {
  const rep = new Rep(options);
  const ws = connect(rep);
  const backtrace = [0, 0, 0, 1, 0, 0, 0, 2, 0x80, 0, 0, 5];
  ws.say([...backtrace, ...bytesOf('ping')]);
  const question = await rep.recv();
  assert.equal(question.text(), 'ping');
  await question.reply('pong');
  assert.deepEqual([...ws.sent[0]!], [...backtrace, ...bytesOf('pong')]);
  await assert.rejects(question.reply('again'), BadState);
});

test('questions are answered in any order', async () => {
  const rep = new Rep(options);
  const ws = connect(rep);
  ws.say([0x80, 0, 0, 1]);
  ws.say([0x80, 0, 0, 2]);
  const [first, second] = [await rep.recv(), await rep.recv()];
  await second.reply('');
  await first.reply('');
  assert.deepEqual(
    ws.sent.map((frame) => frame[3]),
    [2, 1],
  );
});

test('too many hops are dropped, an unfinished backtrace ends the connection', () => {
  const rep = new Rep(options);
  const ws = connect(rep);
  const hops = (count: number) => new Array(4 * count).fill(0);
  ws.say([...hops(7), 0x80, 0, 0, 1]);
  assert.equal(rep.unread, 1);
  ws.say([...hops(8), 0x80, 0, 0, 1]);
  assert.deepEqual(rep.stats.dropped, { 'hop-limit': 1 });
  assert.equal(rep.status, 'open');
  ws.say([...hops(2), 0x80, 0, 0]);
  assert.equal(ws.closed?.code, 4002);
});

test('a reply to a peer that is gone is dropped and counted', async () => {
  const rep = new Rep({ ...options, highWater: 1 });
  const ws = connect(rep);
  [1, 2, 3].forEach((id) => ws.say([0x80, 0, 0, id]));
  const [first, second, third] = [await rep.recv(), await rep.recv(), await rep.recv()];
  ws.bufferedAmount = 2;
  await first.reply('sent');
  const waits = second.reply('waits');
  await settle();
  ws.drop();
  await waits;
  await third.reply('too late');
  assert.deepEqual(rep.stats.dropped, { 'no-peer': 2 });
});

test('a reply that waits rejects at close', async () => {
  const rep = new Rep({ ...options, highWater: 1 });
  const ws = connect(rep);
  [1, 2].forEach((id) => ws.say([0x80, 0, 0, id]));
  ws.bufferedAmount = 2;
  await (await rep.recv()).reply('fills it');
  const waits = assert.rejects((await rep.recv()).reply('waits'), Closed);
  await settle();
  rep.close();
  await waits;
});

test('serve answers, and outlives a handler that fails', async () => {
  const rep = new Rep(options);
  const failures: unknown[] = [];
  rep.on('handlerFailed', ({ error }) => failures.push(error));
  const served = rep.serve(async (question) => {
    if (question.text() === 'bad') {
      throw new Error('no');
    }
    return question.text() === 'none' ? undefined : question.text().toUpperCase();
  }, 2);
  const ws = connect(rep);
  ['a', 'bad', 'none', 'b'].forEach((text, id) => ws.say([0x80, 0, 0, id, ...bytesOf(text)]));
  await settle();
  await settle();
  assert.deepEqual(ws.sent.map(bodyOf).sort(), ['A', 'B']);
  assert.equal(failures.length, 1);
  rep.close();
  await served;
});

test('a survey has the answers until its deadline', async () => {
  const surveyor = new Surveyor(options);
  const a = connect(surveyor, URL_A);
  const b = connect(surveyor, URL_B);
  const answers = surveyor.survey('who?', { deadline: 100 });
  const id = idOf(a.sent[0]);
  assert.deepEqual([...b.sent[0]!], [...a.sent[0]!]);
  a.say([...id, ...bytesOf('a')]);
  b.say([...id, ...bytesOf('b')]);
  const seen: string[] = [];
  const loop = (async () => {
    for await (const answer of answers) {
      seen.push(answer.text());
    }
  })();
  await settle();
  a.say([...id, ...bytesOf('a again')]);
  mock.timers.tick(100);
  await loop;
  assert.deepEqual(seen, ['a', 'b', 'a again']);
  b.say([...id, 1]);
  assert.deepEqual(surveyor.stats.dropped, { 'late-response': 1 });
});

test('several surveys run at once, and each ends by itself', async () => {
  const surveyor = new Surveyor(options);
  const ws = connect(surveyor);
  const abort = new AbortController();
  const left = surveyor.survey('1');
  const aborted = surveyor.survey('2', { deadline: Infinity, signal: abort.signal });
  const [one, two] = ws.sent.map(idOf) as [number[], number[]];
  ws.say([...two, 2]);
  ws.say([...one, 1]);
  for await (const answer of left) {
    assert.deepEqual([...answer.body], [1]);
    break;
  }
  assert.deepEqual([...(await aborted.next()).value!.body], [2]);
  const end = assert.rejects(aborted.next(), /stop/);
  await settle();
  abort.abort(new Error('stop'));
  await end;
  ws.say([...one, 3]);
  ws.say([...two, 4]);
  assert.deepEqual(surveyor.stats.dropped, { 'late-response': 2 });
});

test('close ends a survey', async () => {
  const surveyor = new Surveyor(options);
  const answers = surveyor.survey('to nobody', { deadline: Infinity });
  surveyor.close();
  assert.deepEqual(await answers.next(), { value: undefined, done: true });
  assert.throws(() => surveyor.survey('x'), Closed);
});

test('an answer without an id ends its connection', () => {
  const surveyor = new Surveyor(options);
  const ws = connect(surveyor);
  ws.say([1]);
  assert.equal(ws.closed?.code, 4002);
});

test('a respondent answers the survey that it was asked', async () => {
  const respondent = new Respondent(options);
  const ws = connect(respondent);
  assert.equal(ws.requested, 'surveyor.sp.nanomsg.org');
  ws.say([0x81, 2, 3, 4, ...bytesOf('who?')]);
  await (await respondent.recv()).reply('me');
  assert.deepEqual([...ws.sent[0]!], [0x81, 2, 3, 4, ...bytesOf('me')]);
});
