// Light, dark, or as the system has it. Every colour is a `light-dark()` pair, so the scheme of the root is all it takes.
import { keep, recall } from './preferences.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const chosenTheme = (): Theme => THEMES.find((theme) => theme === recall('theme')) ?? 'system';

function show(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}

/** Shows what was chosen earlier; before the first render. */
export const restoreTheme = (): void => show(chosenTheme());

export function chooseTheme(theme: Theme): void {
  keep('theme', theme === 'system' ? null : theme);
  show(theme);
}
