/** How much a queue holds. An empty queue takes one message of any size. */
export interface Limit {
  readonly messages: number;
  readonly bytes: number;
}

/** A first-in first-out queue with two bounds. */
export class Queue<T> {
  readonly #limit: Limit;
  readonly #size: (item: T) => number;
  #items: T[] = [];
  #bytes = 0;

  constructor(limit: Limit, size: (item: T) => number) {
    this.#limit = limit;
    this.#size = size;
  }

  get length(): number {
    return this.#items.length;
  }

  /** Whether one more of this size fits. */
  hasRoom(bytes: number): boolean {
    const { messages, bytes: most } = this.#limit;
    return this.length < messages && (this.length === 0 || this.#bytes + bytes <= most);
  }

  /** Appends it if there is room. */
  offer(item: T): boolean {
    const fits = this.hasRoom(this.#size(item));
    if (fits) {
      this.#items.push(item);
      this.#bytes += this.#size(item);
    }
    return fits;
  }

  /** Appends it and answers how many old ones had to go for it. */
  offerDroppingOldest(item: T): number {
    let dropped = 0;
    while (!this.offer(item)) {
      this.poll();
      dropped++;
    }
    return dropped;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  poll(): T | undefined {
    const item = this.#items.shift();
    if (item !== undefined) {
      this.#bytes -= this.#size(item);
    }
    return item;
  }

  /** Keeps only what fits the condition; answers how many went. */
  retain(keep: (item: T) => boolean): number {
    const before = this.length;
    this.#items = this.#items.filter(keep);
    this.#bytes = this.#items.reduce((sum, item) => sum + this.#size(item), 0);
    return before - this.length;
  }
}
