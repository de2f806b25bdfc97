import { Req, type SpError, Sub } from '../../client/src/index.ts';
import { byId, element, say } from './dom.ts';
import { short } from './format.ts';
import { Lane } from './lane.ts';
import { type Snapshot, VERSION } from './model.ts';
import { startTheme } from './theme.ts';

/** The WebSockets of the demo listen one port above the page. */
const base = `ws://${location.hostname}:${Number(location.port) + 1}`;
const PATIENCE = 3_000;

const main = byId('lanes');
const status = byId('status');
const pause = byId<HTMLButtonElement>('pause');
const log = byId('log');
const feed = byId('feed');
const paces = [...document.querySelectorAll<HTMLInputElement>('input[name=pace]')];
const still = matchMedia('(prefers-reduced-motion: reduce)');

const sub = new Sub({ topics: [''], recvBuffer: 4, reconnectMax: 1_000 });
const req = new Req({ reconnectMax: 1_000 });

let lanes: Lane[] = [];
let run = '';
let lastEntry = 0;
let isPaused = false;

// ---- what comes ------------------------------------------------------------------------------------------------------

/** A new run of the demo has other stations perhaps, and counts from zero. */
function begin(snapshot: Snapshot): void {
  run = snapshot.run;
  lastEntry = 0;
  lanes = snapshot.lanes.map((lane) => new Lane(lane, snapshot, command));
  main.replaceChildren(...lanes.map((lane) => lane.root));
  main.removeAttribute('aria-busy');
  log.replaceChildren();
}

function show(snapshot: Snapshot): void {
  const isNew = snapshot.run !== run;
  if (isNew) {
    begin(snapshot);
  }
  lanes.forEach((lane) => lane.update(snapshot));
  isPaused = snapshot.paused;
  say(pause, isPaused ? 'Go on' : 'Pause');
  pause.setAttribute('aria-pressed', String(isPaused));
  paces.forEach((input) => (input.checked = Number(input.value) === snapshot.pace));
  for (const { n, at, text } of snapshot.log.filter((entry) => entry.n > lastEntry)) {
    lastEntry = n;
    note(text, at);
  }
  say(feed, `${short(sub.stats.received)} snapshots, ${short(sub.stats.receivedBytes)}B so far.`);
  isStale = true;
  if (isNew) {
    redraw();
  }
}

function note(text: string, at = Date.now()): void {
  const now = new Date(at).toLocaleTimeString([], { hour12: false });
  log.prepend(element('li', '', element('time', '', now), ` ${text}`));
  while (log.children.length > 6) {
    log.lastElementChild?.remove();
  }
}

async function receive(): Promise<void> {
  for await (const message of sub) {
    const snapshot = message.json<Snapshot>();
    if (snapshot.v === VERSION) {
      show(snapshot);
    } else {
      say(status, 'this page is older than the demo: reload it');
    }
  }
}

function showStatus(): void {
  status.dataset['state'] = sub.status;
  document.body.dataset['state'] = sub.status;
  isStale = true;
  say(status, sub.status === 'open' ? 'connected' : run ? 'connection lost, dialing again' : 'connecting');
}

// ---- what is pressed -------------------------------------------------------------------------------------------------

async function command(text: string): Promise<void> {
  try {
    const answer = (await req.request(text, { timeout: PATIENCE })).text();
    if (answer !== 'ok') {
      note(answer);
    }
  } catch (error) {
    note(`${text}: ${(error as SpError).message}`);
  }
}

function press(key: string): boolean {
  const pace = paces[Number(key) - 1];
  if (pace) {
    pace.click();
  } else if (key === 'p') {
    pause.click();
  } else if (key === 'r' || key === 't') {
    byId(key === 'r' ? 'reset' : 'theme').click();
  } else {
    return false;
  }
  return true;
}

function listen(): void {
  pause.addEventListener('click', () => void command(isPaused ? 'resume' : 'pause'));
  byId('reset').addEventListener('click', () => void command('reset'));
  paces.forEach((input) => input.addEventListener('change', () => void command(`pace ${input.value}`)));
  document.addEventListener('keydown', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && press(event.key)) {
      event.preventDefault();
    }
  });
}

// ---- what moves ------------------------------------------------------------------------------------------------------

let lastFrame = 0;
let isStale = true;

/** What does not move is drawn only when it has changed. */
function frame(now: number): void {
  const seconds = still.matches || sub.status !== 'open' ? 0 : Math.min(0.1, (now - lastFrame) / 1_000);
  lastFrame = now;
  if (seconds > 0 || isStale) {
    lanes.forEach((lane) => lane.animate(seconds));
    isStale = false;
  }
  requestAnimationFrame(frame);
}

function redraw(): void {
  lanes.forEach((lane) => lane.redraw());
  isStale = true;
}

startTheme(redraw);
listen();
new ResizeObserver(redraw).observe(main);
sub.on('status', showStatus);
sub.dial(`${base}/feed`);
req.dial(`${base}/control`);
void receive();
requestAnimationFrame(frame);
