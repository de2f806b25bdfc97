import { prepared, variable } from './dom.ts';
import { fullness, type LinkData } from './model.ts';

/** Pixels a second. */
const SPEED = 110;
/** How far dropped messages fall, and for how long, in seconds. */
const FALL = 26;
const FALL_SECONDS = 0.7;
/** So many messages a second fill a wire with dots. */
const MOST_DOTS = 16;
/** Queues below come and go too fast to be seen. */
const SHORT_QUEUE = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A wire between two cards, and what moves on it. */
interface Wire {
  link: LinkData;
  from: Point;
  to: Point;
  length: number;
  /** How far each dot has come, in pixels; and back, for replies. */
  dots: number[];
  replies: number[];
  /** How long each dropped message has been falling, in seconds, and where to. */
  falling: { age: number; drift: number }[];
  owed: number;
  owedDrops: number;
}

/** Draws the connections of a lane behind its cards, with dots for messages; without motion if that is what people want. */
export class Wires {
  readonly #canvas: HTMLCanvasElement;
  readonly #cards: ReadonlyMap<string, HTMLElement>;
  readonly #answers: boolean;
  readonly #wires = new Map<string, Wire>();

  /** With `answers`, as many dots come back as go. */
  constructor(canvas: HTMLCanvasElement, cards: ReadonlyMap<string, HTMLElement>, answers: boolean) {
    this.#canvas = canvas;
    this.#cards = cards;
    this.#answers = answers;
  }

  update(links: readonly LinkData[]): void {
    for (const link of links) {
      const key = `${link.from} ${link.to}`;
      const wire = this.#wires.get(key);
      if (wire) {
        wire.link = link;
      } else {
        const origin = { x: 0, y: 0 };
        const none = { dots: [], replies: [], falling: [], owed: Math.random(), owedDrops: 0 };
        this.#wires.set(key, { link, from: origin, to: origin, length: 1, ...none });
      }
    }
  }

  /** The cards may have moved. */
  place(): void {
    const frame = this.#canvas.getBoundingClientRect();
    for (const wire of this.#wires.values()) {
      const from = this.#cards.get(wire.link.from)?.getBoundingClientRect();
      const to = this.#cards.get(wire.link.to)?.getBoundingClientRect();
      if (from && to) {
        wire.from = { x: from.right - frame.left, y: from.top + from.height / 2 - frame.top };
        wire.to = { x: to.left - frame.left, y: to.top + to.height / 2 - frame.top };
        wire.length = Math.hypot(wire.to.x - wire.from.x, wire.to.y - wire.from.y);
      }
    }
  }

  /** Draws all of it, so many seconds later than the last time; with 0 nothing moves. */
  draw(seconds: number): void {
    const context = prepared(this.#canvas);
    if (!context) {
      return;
    }
    const colours = {
      line: variable(this.#canvas, '--wire'),
      accent: variable(this.#canvas, '--accent'),
      warn: variable(this.#canvas, '--warn'),
      bad: variable(this.#canvas, '--bad'),
    };
    for (const wire of this.#wires.values()) {
      this.#line(context, wire, colours, seconds === 0);
      if (seconds > 0) {
        this.#move(wire, seconds);
        this.#dots(context, wire, colours);
      }
    }
  }

  #line(context: CanvasRenderingContext2D, wire: Wire, colours: Record<string, string>, isStill: boolean): void {
    const { link, from, to } = wire;
    context.lineCap = 'round';
    context.strokeStyle = link.up ? (isStill ? colours['accent']! : colours['line']!) : colours['bad']!;
    context.lineWidth = isStill && link.up ? 0.75 + Math.log10(1 + link.rate) * 0.7 : 1.5;
    context.setLineDash(link.up ? [] : [3, 5]);
    curve(context, from, to, 1);
    context.setLineDash([]);
    if (link.queued > SHORT_QUEUE) {
      context.strokeStyle = colours['warn']!;
      context.lineWidth = 4;
      context.globalAlpha = 0.85;
      curve(context, from, to, fullness(link.queued));
      context.globalAlpha = 1;
    }
  }

  #move(wire: Wire, seconds: number): void {
    const { link } = wire;
    const way = SPEED * seconds;
    wire.dots = wire.dots.map((dot) => dot + way);
    wire.replies = wire.replies.map((dot) => dot + way).filter((dot) => dot < wire.length);
    if (this.#answers) {
      wire.dots.filter((dot) => dot >= wire.length).forEach((dot) => wire.replies.push(dot - wire.length));
    }
    wire.dots = link.up ? wire.dots.filter((dot) => dot < wire.length) : [];
    wire.owed += seconds * Math.min(MOST_DOTS, 1.1 * Math.log2(1 + link.rate));
    for (; wire.owed >= 1; wire.owed--) {
      wire.dots.push(Math.random() * 4);
    }
    wire.falling.forEach((dot) => (dot.age += seconds));
    wire.falling = wire.falling.filter(({ age }) => age < FALL_SECONDS);
    wire.owedDrops += seconds * Math.min(10, 1.1 * Math.log2(1 + link.drops));
    for (; wire.owedDrops >= 1; wire.owedDrops--) {
      wire.falling.push({ age: 0, drift: Math.random() * 20 - 4 });
    }
  }

  #dots(context: CanvasRenderingContext2D, wire: Wire, colours: Record<string, string>): void {
    const { from, to, length } = wire;
    const aside = this.#answers ? 3 : 0;
    context.fillStyle = colours['accent']!;
    for (const dot of wire.dots) {
      disc(context, at(from, to, dot / length), -aside, 2.4);
    }
    context.globalAlpha = 0.45;
    for (const dot of wire.replies) {
      disc(context, at(from, to, 1 - dot / length), aside, 2.4);
    }
    context.fillStyle = colours['bad']!;
    for (const { age, drift } of wire.falling) {
      const share = age / FALL_SECONDS;
      context.globalAlpha = 1 - share;
      disc(context, { x: from.x + 8 + drift * share, y: from.y + FALL * share * share }, 0, 2.2);
    }
    context.globalAlpha = 1;
  }
}

function disc(context: CanvasRenderingContext2D, { x, y }: Point, aside: number, radius: number): void {
  context.beginPath();
  context.arc(x, y + aside, radius, 0, 2 * Math.PI);
  context.fill();
}

/** The point at a share of the way; wires leave and arrive level. */
function at(from: Point, to: Point, share: number): Point {
  const middle = (from.x + to.x) / 2;
  const rest = 1 - share;
  const x = rest ** 3 * from.x + 3 * rest * share * middle + share ** 3 * to.x;
  const y = rest ** 2 * (1 + 2 * share) * from.y + share ** 2 * (3 - 2 * share) * to.y;
  return { x, y };
}

/** Draws a wire from its beginning to a share of the way. */
function curve(context: CanvasRenderingContext2D, from: Point, to: Point, share: number): void {
  const steps = 24;
  context.beginPath();
  for (let i = 0; i <= steps; i++) {
    const { x, y } = at(from, to, (share * i) / steps);
    context.lineTo(x, y);
  }
  context.stroke();
}
