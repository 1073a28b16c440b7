// Every text of the UI comes from one catalogue per language, typed by the English one: a language that lacks a
// text does not compile. The browser's language decides; English is the fallback.
import { en } from './en.ts';

export type Texts = typeof en;

const CATALOGUES: Readonly<Record<string, Texts>> = { en };

const wanted = navigator.languages.map((language) => language.slice(0, 2));

export const LANGUAGE = wanted.find((language) => language in CATALOGUES) ?? 'en';

export const t: Texts = CATALOGUES[LANGUAGE] ?? en;

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
