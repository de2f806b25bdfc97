import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Backoff } from '../../src/backoff.ts';
import { AddressInvalid, BadState, Closed, Pair, Pub, Pull, Push, Rep, Req, Sub, Timeout } from '../../src/index.ts';
import { bytesOf, FakeWebSocket, isolate, options, settle, URL_A, URL_B } from './fake.ts';

isolate();

test('the delay doubles to the maximum and is drawn from the upper three quarters', () => {
  for (const [random, share] of [
    [0, 0.25],
    [1, 1],
  ] as const) {
    mock.method(Math, 'random', () => random);
    const backoff = new Backoff(100, 5_000);
    const steps = [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000];
    assert.deepEqual(
      steps.map(() => backoff.next()),
      steps.map((step) => step * share),
    );
    backoff.reset();
    assert.equal(backoff.next(), 100 * share);
  }
  assert.equal(new Backoff(1, 0).next(), 10);
});

test('the sub-protocol names what the listener speaks', () => {
  for (const [Kind, name] of [
    [Req, 'rep'],
    [Rep, 'req'],
    [Pub, 'sub'],
    [Sub, 'pub'],
    [Push, 'pull'],
    [Pull, 'push'],
    [Pair, 'pair'],
  ] as const) {
    new Kind(options).dial(URL_A);
    assert.equal(FakeWebSocket.last.requested, `${name}.sp.nanomsg.org`);
  }
  new Pair({ ...options, version: 1 }).dial(URL_A);
  assert.equal(FakeWebSocket.last.requested, 'pair1.sp.nanomsg.org');
});

test('a lost connection is dialed again, later each time, until one was good', () => {
  const pull = new Pull(options);
  const delays: number[] = [];
  pull.on('dialFailed', (event) => delays.push(event.retryIn));
  pull.dial(URL_A);
  for (const delay of [100, 200, 400]) {
    FakeWebSocket.last.drop();
    const made = FakeWebSocket.all.length;
    mock.timers.tick(delay - 1);
    assert.equal(FakeWebSocket.all.length, made);
    mock.timers.tick(1);
    assert.equal(FakeWebSocket.all.length, made + 1);
  }
  assert.deepEqual(delays, [100, 200, 400]);
  FakeWebSocket.last.open().say([1]);
  FakeWebSocket.last.drop();
  mock.timers.tick(100);
  assert.equal(FakeWebSocket.all.length, 5);
});

test('who accepts and drops at once is dialed less and less often', () => {
  new Pull(options).dial(URL_A);
  for (const delay of [100, 200, 400, 800]) {
    const made = FakeWebSocket.all.length;
    FakeWebSocket.last.open().drop();
    mock.timers.tick(delay - 1);
    assert.equal(FakeWebSocket.all.length, made);
    mock.timers.tick(1);
    assert.equal(FakeWebSocket.all.length, made + 1);
  }
  FakeWebSocket.last.open();
  mock.timers.tick(5_000);
  FakeWebSocket.last.drop();
  mock.timers.tick(100);
  assert.equal(FakeWebSocket.all.length, 6);
});

test('who sends what is malformed is dialed less and less often', () => {
  new Pair({ ...options, version: 1 }).dial(URL_A);
  for (const delay of [100, 200, 400]) {
    const made = FakeWebSocket.all.length;
    FakeWebSocket.last.open().say([0, 0, 0, 1]);
    FakeWebSocket.last.say([9]);
    mock.timers.tick(delay - 1);
    assert.equal(FakeWebSocket.all.length, made);
    mock.timers.tick(1);
    assert.equal(FakeWebSocket.all.length, made + 1);
  }
});

test('a listener may close the socket whatever it is told', () => {
  for (const kind of ['status', 'attached', 'detached', 'dialFailed'] as const) {
    FakeWebSocket.all = [];
    const pull = new Pull(options);
    pull.on(kind, () => pull.close());
    pull.dial(URL_A);
    const first = FakeWebSocket.all[0];
    if (kind === 'dialFailed') {
      first?.drop();
    } else {
      first?.open().drop();
    }
    mock.timers.tick(60_000);
    assert.equal(pull.status, 'closed');
    assert.ok(FakeWebSocket.all.length <= 1, kind);
    assert.equal(pull.pipes.length, 0);
  }
});

test('an attempt without an answer is given up', () => {
  const pull = new Pull({ ...options, dialTimeout: 300 });
  const errors: string[] = [];
  pull.on('dialFailed', ({ error }) => errors.push(error.message));
  pull.dial(URL_A);
  const first = FakeWebSocket.last;
  mock.timers.tick(300);
  assert.deepEqual(errors, ['ws://a/: no answer within 300 ms']);
  assert.ok(first.closed);
  mock.timers.tick(100);
  assert.notEqual(FakeWebSocket.last, first);
  first.onopen?.({} as never);
  assert.equal(pull.status, 'connecting');
});

test('a listener of another protocol is refused', () => {
  const pull = new Pull(options);
  const failures: string[] = [];
  pull.on('dialFailed', ({ error }) => failures.push(error.code));
  pull.dial(URL_A);
  FakeWebSocket.last.open('pub.sp.nanomsg.org');
  assert.deepEqual(failures, ['unreachable']);
  assert.deepEqual(pull.pipes, []);
});

test('a URL that cannot be dialed is refused at once', () => {
  const pull = new Pull(options);
  assert.throws(() => pull.dial('nowhere'), AddressInvalid);
  assert.throws(() => pull.dial('tcp://127.0.0.1:1'), AddressInvalid);
  assert.throws(() => new Pull({ WebSocket: undefined }).dial(URL_A), BadState);
  assert.equal(FakeWebSocket.all.length, 0);
});

test('the fragment of a URL is not sent', () => {
  new Pull(options).dial('ws://a/x?q=1#f');
  assert.equal(FakeWebSocket.last.url, 'ws://a/x?q=1');
});

test('settings out of range are refused', () => {
  for (const name of ['sendBuffer', 'recvBuffer', 'recvMaxSize', 'highWater']) {
    assert.throws(() => new Pull({ ...options, [name]: 0 }), RangeError);
    assert.throws(() => new Pull({ ...options, [name]: Number.NaN }), RangeError);
  }
  assert.throws(() => new Rep({ ...options, maxTtl: 16 }), RangeError);
});

test('the status follows the connections', () => {
  const pull = new Pull(options);
  const seen: string[] = [];
  pull.on('status', (status) => seen.push(status));
  const dialer = pull.dial(URL_A);
  FakeWebSocket.last.open();
  assert.equal(dialer.state, 'up');
  FakeWebSocket.last.drop();
  assert.equal(dialer.state, 'waiting');
  dialer.close();
  pull.close();
  assert.deepEqual(seen, ['connecting', 'open', 'connecting', 'idle', 'closed']);
});

test('several listeners are dialed at once, and each is dialed again by itself', () => {
  const pull = new Pull(options);
  pull.dial(URL_A);
  pull.dial(URL_B);
  const [a, b] = FakeWebSocket.all as [FakeWebSocket, FakeWebSocket];
  a.open();
  b.open();
  assert.equal(pull.pipes.length, 2);
  a.drop();
  mock.timers.tick(100);
  assert.equal(FakeWebSocket.last.url, URL_A);
  assert.equal(FakeWebSocket.all.length, 3);
  assert.equal(pull.status, 'open');
});

test('a closed dialer hangs up and dials no more', () => {
  const pull = new Pull(options);
  const detached: string[] = [];
  pull.on('detached', ({ reason }) => detached.push(reason));
  const dialer = pull.dial(URL_A);
  FakeWebSocket.last.open();
  dialer.close();
  assert.equal(FakeWebSocket.last.closed?.code, 1000);
  assert.deepEqual(detached, ['closed by this side']);
  FakeWebSocket.last.drop();
  mock.timers.tick(60_000);
  assert.equal(FakeWebSocket.all.length, 1);
});

test('a text message ends its connection', () => {
  const pull = new Pull(options);
  pull.dial(URL_A);
  FakeWebSocket.last.open().say('text');
  assert.equal(FakeWebSocket.last.closed?.code, 4002);
  assert.equal(pull.status, 'connecting');
});

test('a message that is too large ends its connection', async () => {
  const pull = new Pull({ ...options, recvMaxSize: 3 });
  const reasons: string[] = [];
  pull.on('detached', ({ reason }) => reasons.push(reason));
  pull.dial(URL_A);
  const ws = FakeWebSocket.last.open();
  ws.say(new Array(67).fill(1));
  assert.equal((await pull.recv()).body.length, 67);
  ws.say(new Array(68).fill(1));
  assert.equal(ws.closed?.code, 4009);
  assert.deepEqual(reasons, ['larger than 67 bytes']);
});

test('connected waits for a connection, as long as it may', async () => {
  const pull = new Pull(options);
  pull.dial(URL_A);
  const late = assert.rejects(pull.connected({ timeout: 50 }), Timeout);
  mock.timers.tick(50);
  await late;
  const abort = new AbortController();
  const aborted = assert.rejects(pull.connected({ signal: abort.signal }), /enough/);
  abort.abort(new Error('enough'));
  await aborted;
  const connected = pull.connected();
  FakeWebSocket.last.open();
  await connected;
  await pull.connected();
  pull.close();
  await assert.rejects(pull.connected(), Closed);
});

test('close ends everything that waits', async () => {
  const pull = new Pull(options);
  pull.dial(URL_A);
  const waiting = [assert.rejects(pull.connected(), Closed), assert.rejects(pull.recv(), Closed)];
  const loop = (async () => {
    for await (const message of pull) {
      assert.fail(message.text());
    }
  })();
  await settle();
  pull.close();
  pull.close();
  await Promise.all(waiting);
  await loop;
  assert.ok(FakeWebSocket.last.closed);
  assert.throws(() => pull.dial(URL_A), Closed);
  mock.timers.tick(60_000);
  assert.equal(FakeWebSocket.all.length, 1);
});

test('a listener that throws disturbs nobody', async () => {
  const pull = new Pull(options);
  const later = mock.method(globalThis, 'queueMicrotask', () => {});
  pull.on('attached', () => {
    throw new Error('mine');
  });
  const off = pull.on('attached', () => assert.fail('it was taken away'));
  off();
  pull.dial(URL_A);
  FakeWebSocket.last.open().say(bytesOf('on'));
  assert.equal((await pull.recv()).text(), 'on');
  assert.throws(later.mock.calls[0]!.arguments[0]!, /mine/);
});

test('the counters count what was sent, received and went wrong', () => {
  const pair = new Pair(options);
  pair.dial(URL_A);
  FakeWebSocket.last.drop();
  mock.timers.tick(100);
  FakeWebSocket.last.open().say([1, 2, 3]);
  assert.equal(pair.trySend('ab'), true);
  const expected = { sent: 1, sentBytes: 2, received: 1, receivedBytes: 3, connects: 1, dialFailures: 1, dropped: {} };
  assert.deepEqual(pair.stats, expected);
  FakeWebSocket.last.drop();
  assert.deepEqual(pair.stats, expected);
});
