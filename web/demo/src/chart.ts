import { prepared, variable } from './dom.ts';
import type { History } from './model.ts';

/** How a chart draws its values. */
export interface ChartStyle {
  /** The highest value shown, at least. */
  readonly floor: number;
  /** Powers of ten at equal distances. */
  readonly isLog: boolean;
  /** What a height stands for. */
  readonly label: (value: number) => string;
}

/** So much of a canvas is left for the label of the highest value. */
const TOP = 14;

/** A chart of the last minute. The first history is a filled area, the second, if any, a line above it. */
export class Chart {
  readonly canvas: HTMLCanvasElement;
  readonly #histories: readonly History[];
  readonly #length: number;
  readonly #style: ChartStyle;

  constructor(canvas: HTMLCanvasElement, histories: readonly History[], length: number, style: ChartStyle) {
    this.canvas = canvas;
    this.#histories = histories;
    this.#length = length;
    this.#style = style;
  }

  draw(): void {
    const context = prepared(this.canvas);
    if (!context) {
      return;
    }
    const top = this.#top();
    this.#grid(context, top);
    const accent = variable(this.canvas, '--accent');
    this.#histories.forEach(({ values }, i) => {
      context.strokeStyle = accent;
      context.lineWidth = i === 0 ? 1.75 : 1;
      context.globalAlpha = i === 0 ? 1 : 0.55;
      context.setLineDash(i === 0 ? [] : [3, 3]);
      this.#trace(context, values, top);
      context.stroke();
      if (i === 0) {
        context.lineTo(this.canvas.clientWidth, this.canvas.clientHeight);
        context.lineTo(this.#x(this.#length - values.length), this.canvas.clientHeight);
        context.globalAlpha = 0.12;
        context.fillStyle = accent;
        context.fill();
      }
    });
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  /** The next round number above all values. */
  #top(): number {
    const most = this.#histories.reduce((max, { values }) => Math.max(max, ...values), this.#style.floor);
    const power = 10 ** Math.floor(Math.log10(most));
    return this.#style.isLog
      ? 10 ** Math.ceil(Math.log10(most))
      : ([1, 1.5, 2, 3, 5, 7.5, 10].find((step) => step * power >= most) ?? 10) * power;
  }

  #grid(context: CanvasRenderingContext2D, top: number): void {
    const { clientWidth, clientHeight } = this.canvas;
    context.strokeStyle = variable(this.canvas, '--line');
    context.fillStyle = variable(this.canvas, '--faint');
    context.font = `11px ${getComputedStyle(this.canvas).fontFamily}`;
    context.lineWidth = 1;
    context.beginPath();
    for (const y of [TOP + 0.5, Math.round((TOP + clientHeight) / 2) + 0.5, clientHeight - 0.5]) {
      context.moveTo(0, y);
      context.lineTo(clientWidth, y);
    }
    context.stroke();
    context.fillText(this.#style.label(top), 0, TOP - 4);
  }

  #trace(context: CanvasRenderingContext2D, values: readonly number[], top: number): void {
    context.beginPath();
    values.forEach((value, i) => context.lineTo(this.#x(this.#length - values.length + i), this.#y(value, top)));
  }

  #x(index: number): number {
    return (index / (this.#length - 1)) * this.canvas.clientWidth;
  }

  #y(value: number, top: number): number {
    const share = this.#style.isLog ? Math.log10(Math.max(1, value)) / Math.log10(top) : value / top;
    return this.canvas.clientHeight - 1 - share * (this.canvas.clientHeight - TOP - 2);
  }
}
