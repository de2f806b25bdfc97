/** A count or a rate in at most four characters: 7, 950, 1.2k, 34k, 5.6M. */
export function short(value: number): string {
  for (const [unit, size] of [
    ['M', 1e6],
    ['k', 1e3],
  ] as const) {
    if (value >= size * 0.9995) {
      const units = value / size;
      return (units < 9.95 ? units.toFixed(1) : Math.round(units).toString()) + unit;
    }
  }
  return Math.round(value).toString();
}

/** A time that is given in microseconds, with its unit. */
export function time(micros: number): string {
  if (micros < 1e3) {
    return `${Math.round(micros)} µs`;
  }
  return micros < 1e6 ? `${digits(micros / 1e3)} ms` : `${digits(micros / 1e6)} s`;
}

/** A count with its thousands apart. */
export function long(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** A reason in words: queueFull is queue full. */
export function words(label: string): string {
  return label.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function digits(value: number): string {
  return value < 9.95 ? value.toFixed(1) : Math.round(value).toString();
}
