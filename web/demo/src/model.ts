/** A snapshot of the topology; web/README.md describes the form. */
export interface Snapshot {
  readonly v: number;
  readonly run: string;
  readonly n: number;
  readonly pace: number;
  readonly paused: boolean;
  readonly lanes: readonly LaneData[];
  readonly nodes: readonly NodeData[];
  readonly links: readonly LinkData[];
  readonly log: readonly { readonly n: number; readonly at: number; readonly text: string }[];
}

export interface LaneData {
  readonly id: string;
  readonly title: string;
  readonly pattern: string;
  readonly promise: string;
  readonly sent: number;
  readonly done: number;
  readonly rate: number;
  /** Microseconds; 0 if nothing arrived. */
  readonly p50: number;
  readonly p99: number;
}

export interface NodeData {
  readonly id: string;
  readonly name: string;
  readonly lane: string;
  readonly col: number;
  readonly can: readonly ('kill' | 'slow')[];
  readonly up: boolean;
  readonly slow: boolean;
  readonly rate: number;
  readonly total: number;
  readonly queued: number;
  readonly drops: Readonly<Record<string, number>>;
}

export interface LinkData {
  readonly from: string;
  readonly to: string;
  readonly via: string;
  readonly up: boolean;
  readonly rate: number;
  readonly queued: number;
  readonly drops: number;
}

/** The form of snapshots that this page understands. */
export const VERSION = 1;

/** How full a queue looks, 0 to 1: short ones are seen too, and one of 1,024 is full. */
export function fullness(queued: number): number {
  return Math.min(1, Math.sqrt(queued / 1_024));
}

/** The last values of something, oldest first. */
export class History {
  readonly values: number[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(value: number): void {
    this.values.push(value);
    if (this.values.length > this.#most) {
      this.values.shift();
    }
  }
}

/** A value that follows another one softly, so that figures can be read. */
export class Smooth {
  static readonly #SHARE = 0.3;
  #value: number | undefined;

  next(value: number): number {
    this.#value = this.#value === undefined ? value : this.#value + Smooth.#SHARE * (value - this.#value);
    if (value === 0 && this.#value < 1) {
      this.#value = 0;
    }
    return this.#value;
  }
}
