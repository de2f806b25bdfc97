import { element, say } from './dom.ts';
import { long, short, words } from './format.ts';
import { fullness, type NodeData, Smooth } from './model.ts';

/** Does what a command says; see Controls.java. */
export type Command = (command: string) => void;

/** What a trick is called, how it is undone, and the commands for both. */
const TRICKS = {
  kill: { on: 'Start', off: 'Kill', undo: 'start', act: 'kill' },
  slow: { on: 'Fast', off: 'Slow', undo: 'fast', act: 'slow' },
} as const;

/** A station: its name, its figures, and buttons for what can be done to it. */
export class Card {
  readonly root: HTMLElement;
  readonly #rate = element('span', 'rate');
  readonly #unit = element('span', 'unit', '/s');
  readonly #state = element('span', 'hidden');
  readonly #bar = element('i');
  readonly #queue = element('p', 'queue');
  readonly #drops = element('p', 'drops');
  readonly #buttons = new Map<keyof typeof TRICKS, HTMLButtonElement>();
  readonly #smooth = new Smooth();
  #node: NodeData;

  constructor(node: NodeData, via: string, command: Command) {
    this.#node = node;
    const chip = via ? [element('span', 'chip', via)] : [];
    this.root = element(
      'li',
      'card',
      element('h3', '', element('i', 'lamp'), element('span', 'name', node.name), this.#state),
      element('p', 'figure', this.#rate, this.#unit, ...chip),
      element('div', 'bar', this.#bar),
      element('div', 'foot', this.#queue, this.#drops),
    );
    this.root.dataset['node'] = node.id;
    if (node.can.length > 0) {
      this.root.append(element('div', 'tricks', ...node.can.map((trick) => this.#button(trick, command))));
    }
  }

  #button(trick: keyof typeof TRICKS, command: Command): HTMLButtonElement {
    const button = element('button', trick);
    const { undo, act } = TRICKS[trick];
    button.type = 'button';
    button.addEventListener('click', () => command(`${this.#isDone(trick) ? undo : act} ${this.#node.id}`));
    this.#buttons.set(trick, button);
    return button;
  }

  #isDone(trick: keyof typeof TRICKS): boolean {
    return trick === 'kill' ? !this.#node.up : this.#node.slow;
  }

  update(node: NodeData): void {
    this.#node = node;
    this.root.dataset['state'] = node.up ? (node.slow ? 'slow' : 'up') : 'down';
    say(this.#rate, node.up ? short(this.#smooth.next(node.rate)) : 'down');
    this.#unit.hidden = !node.up;
    this.#bar.style.width = `${100 * fullness(node.queued)}%`;
    say(this.#state, node.up && node.slow ? ', slow' : '');
    say(this.#queue, node.queued > 0 ? `${short(node.queued)} queued` : 'no queue');
    this.#updateDrops(node);
    for (const [trick, button] of this.#buttons) {
      const { on, off } = TRICKS[trick];
      const label = this.#isDone(trick) ? on : off;
      say(button, label);
      button.setAttribute('aria-label', `${label} ${node.name}`);
      button.dataset['done'] = String(this.#isDone(trick));
    }
  }

  #updateDrops({ drops }: NodeData): void {
    const reasons = Object.entries(drops);
    const sum = reasons.reduce((all, [, count]) => all + count, 0);
    say(this.#drops, sum > 0 ? `${short(sum)} dropped` : '');
    this.#drops.title = reasons.map(([reason, count]) => `${words(reason)}: ${long(count)}`).join('\n');
  }
}
