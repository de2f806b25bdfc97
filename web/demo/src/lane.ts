import { Card, type Command } from './card.ts';
import { Chart } from './chart.ts';
import { element, say } from './dom.ts';
import { long, short, time } from './format.ts';
import { History, type LaneData, Smooth, type Snapshot } from './model.ts';
import { Wires } from './wires.ts';

/** A minute of snapshots. */
const KEPT = 300;

/** A lane of the topology: its cards and wires, its figures and charts. */
export class Lane {
  readonly root: HTMLElement;
  readonly #id: string;
  readonly #cards = new Map<string, Card>();
  readonly #elements = new Map<string, HTMLElement>();
  readonly #wires: Wires;
  readonly #charts: readonly Chart[];
  readonly #rates = new History(KEPT);
  readonly #p50s = new History(KEPT);
  readonly #p99s = new History(KEPT);
  readonly #smooth = { rate: new Smooth(), p50: new Smooth(), p99: new Smooth() };
  readonly #figures = { rate: element('b'), done: element('b', 'sum'), p50: element('b'), p99: element('b') };

  constructor(lane: LaneData, snapshot: Snapshot, command: Command) {
    this.#id = lane.id;
    const wires = element('canvas', 'wires');
    wires.setAttribute('aria-hidden', 'true');
    this.#wires = new Wires(wires, this.#elements, lane.id === 'questions');
    const [rate, latency] = [canvas('Messages a second, last minute'), canvas('Latency, last minute')];
    this.#charts = [
      new Chart(rate, [this.#rates], KEPT, { floor: 10, isLog: false, label: (value) => `${short(value)}/s` }),
      new Chart(latency, [this.#p50s, this.#p99s], KEPT, { floor: 10_000, isLog: true, label: time }),
    ];
    this.root = element(
      'section',
      'lane',
      this.#header(lane),
      element('div', 'topology', wires, ...this.#columns(snapshot, command)),
      element(
        'div',
        'charts',
        this.#figure(rate, ['arrived a second', this.#figures.rate], ['in all', this.#figures.done]),
        this.#figure(latency, ['latency, half', this.#figures.p50], ['99 %', this.#figures.p99]),
      ),
    );
    this.root.dataset['lane'] = lane.id;
    this.root.setAttribute('aria-label', lane.title);
  }

  #header({ title, pattern, promise }: LaneData): HTMLElement {
    return element(
      'header',
      '',
      element('h2', '', title),
      element('span', 'pattern', pattern),
      element('p', '', promise),
    );
  }

  #columns(snapshot: Snapshot, command: Command): HTMLElement[] {
    const columns: HTMLElement[] = [];
    for (const node of snapshot.nodes.filter(({ lane }) => lane === this.#id)) {
      const via = [...new Set(snapshot.links.filter(({ to }) => to === node.id).map((link) => link.via))].join(' ');
      const card = new Card(node, via, command);
      this.#cards.set(node.id, card);
      this.#elements.set(node.id, card.root);
      (columns[node.col] ??= element('ul', 'column')).append(card.root);
    }
    return columns;
  }

  #figure(chart: HTMLCanvasElement, ...figures: [string, HTMLElement][]): HTMLElement {
    const texts = figures.map(([what, figure]) => element('span', '', figure, ` ${what}`));
    return element('figure', '', element('figcaption', '', ...texts), chart);
  }

  update(snapshot: Snapshot): void {
    const lane = snapshot.lanes.find(({ id }) => id === this.#id);
    if (!lane) {
      return;
    }
    snapshot.nodes.forEach((node) => this.#cards.get(node.id)?.update(node));
    this.#wires.update(snapshot.links.filter(({ from }) => this.#cards.has(from)));
    this.#rates.add(lane.rate);
    const hasArrived = lane.p99 > 0;
    this.#p50s.add(hasArrived ? lane.p50 : (this.#p50s.values.at(-1) ?? 0));
    this.#p99s.add(hasArrived ? lane.p99 : (this.#p99s.values.at(-1) ?? 0));
    const { rate, p50, p99 } = this.#smooth;
    say(this.#figures.rate, short(rate.next(lane.rate)));
    say(this.#figures.done, long(lane.done));
    if (hasArrived) {
      say(this.#figures.p50, time(p50.next(lane.p50)));
      say(this.#figures.p99, time(p99.next(lane.p99)));
    }
    this.#charts.forEach((chart) => chart.draw());
  }

  /** Its size or colours may have changed. */
  redraw(): void {
    this.#wires.place();
    this.#charts.forEach((chart) => chart.draw());
  }

  /** Draws what moves, so many seconds later; 0 if nothing is to move. */
  animate(seconds: number): void {
    this.#wires.draw(seconds);
  }
}

function canvas(label: string): HTMLCanvasElement {
  const made = element('canvas', 'chart');
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', label);
  return made;
}
