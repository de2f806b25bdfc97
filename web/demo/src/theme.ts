import { byId } from './dom.ts';

type Theme = 'light' | 'dark';

const KEY = 'sp4j-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** The theme follows the system until the button is pressed; a choice is remembered if the browser lets it be. */
export function startTheme(changed: () => void): void {
  const button = byId<HTMLButtonElement>('theme');
  let chosen = remembered();
  const show = () => {
    const theme: Theme = chosen ?? (dark.matches ? 'dark' : 'light');
    document.documentElement.dataset['theme'] = theme;
    button.setAttribute('aria-label', theme === 'dark' ? 'Switch to light' : 'Switch to dark');
    button.title = button.getAttribute('aria-label') ?? '';
    changed();
  };
  button.addEventListener('click', () => {
    chosen = document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // It is forgotten then.
    }
    show();
  });
  dark.addEventListener('change', show);
  show();
}

function remembered(): Theme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined;
  }
}
