/** A new element with a class and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...children);
  return made;
}

/** The element of the page with this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`no #${id}`);
  }
  return found as T;
}

/** Changes a text only if it is another one, so that nothing is laid out in vain. */
export function say(target: Element, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** The value of a CSS variable. */
export function variable(of: Element, name: string): string {
  return getComputedStyle(of).getPropertyValue(name).trim();
}

/** Makes a canvas as large as it is shown, and answers what to draw with, in CSS pixels. */
export function prepared(canvas: HTMLCanvasElement): CanvasRenderingContext2D | undefined {
  const { clientWidth, clientHeight } = canvas;
  const scale = devicePixelRatio || 1;
  const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d') ?? undefined;
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  context?.clearRect(0, 0, clientWidth, clientHeight);
  return context;
}
