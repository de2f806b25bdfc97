/**
 * The delays before dialing again, as in sp4j: from a minimum, doubling to a maximum; each is drawn from the upper three
 * quarters of its step, so that many clients do not come back at once, and none is below 10 ms.
 */
export class Backoff {
  static readonly #FLOOR = 10;
  readonly #min: number;
  readonly #max: number;
  #step = 0;

  constructor(min: number, max: number) {
    this.#min = min;
    this.#max = Math.max(min, max);
  }

  /** The next delay in milliseconds. */
  next(): number {
    const step = Math.max(Backoff.#FLOOR, this.#step || this.#min);
    this.#step = Math.min(this.#max, 2 * step);
    const least = Math.max(Backoff.#FLOOR, step / 4);
    return least + Math.random() * (step - least);
  }

  /** The connection was good: start from the minimum again. */
  reset(): void {
    this.#step = 0;
  }
}
