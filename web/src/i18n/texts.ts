// Every text of the UI comes from one catalogue per language, typed by the English one: a language that lacks a
// text does not compile. Who chose a language gets that, everybody else the browser's; English is the fallback.
import { recall } from '../browser/preferences.ts';
import { en, type Texts } from './en.ts';
import { ja } from './ja.ts';

export type { Texts };

/** Each language in its own words. */
export const LANGUAGES = { en: 'English', ja: '日本語' };
export type Language = keyof typeof LANGUAGES;

const CATALOGUES: Readonly<Record<Language, Texts>> = { en, ja };

export const isLanguage = (name: string | null | undefined): name is Language =>
  name !== null && name !== undefined && Object.hasOwn(LANGUAGES, name);

const wanted = (): Language =>
  [recall('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))].find(isLanguage) ?? 'en';

/** Live bindings: whoever renders after `speak` renders in the new language. */
export let language: Language = wanted();
export let t: Texts = CATALOGUES[language];

/** From now on the UI speaks `next`. App renders everything again. */
export function speak(next: Language): void {
  language = next;
  t = CATALOGUES[next];
  document.documentElement.lang = next;
}

/** What the explainer card of a page says. */
export interface Explanation {
  pattern: string;
  /** What is seen on this page, in one sentence. */
  shows: string;
  /** How the pattern does it. */
  says: string;
  /** The stations that data passes on its way, in order. */
  flow: readonly string[];
  /** The station that this page shows. */
  here: string;
  /** Source files to read, from the root of the project. */
  files: readonly string[];
}
