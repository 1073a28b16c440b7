// Every text of the UI comes from one catalogue per language, typed by the English one: a language that lacks a
// text does not compile. A chosen language comes first, then the browser's; English is the fallback.
import { recall } from '../browser/preferences.ts';
import type { Texts } from './en.ts';

export type { Texts };

/** Each language in its own words. */
export const LANGUAGES = { en: 'English', ja: '日本語' };
export type Language = keyof typeof LANGUAGES;

/** Only the chosen language is fetched, and of it first what the first screen says. */
const CATALOGUES = {
  en: {
    first: async () => (await import('./en/first.ts')).first,
    later: async () => (await import('./en/later.ts')).later,
  },
  ja: {
    first: async () => (await import('./ja/first.ts')).first,
    later: async () => (await import('./ja/later.ts')).later,
  },
};

export const isLanguage = (name: string | null | undefined): name is Language =>
  name !== null && name !== undefined && Object.hasOwn(LANGUAGES, name);

const wanted = (): Language =>
  [recall('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))].find(isLanguage) ?? 'en';

/** Live bindings: what renders after `speak` renders in the new language. `t` is unset until `speak` has resolved once. */
export let language: Language = wanted();
export let t: Texts;

let wanting: Language = language;
let needsLater = false;
let fetching: Promise<void> = Promise.resolve();

async function fetchTexts(): Promise<void> {
  const { first, later } = CATALOGUES[wanting];
  const spoken = wanting;
  // The pages that show the later texts wait for them: nothing reads them before they are here.
  t = { ...(await first()), ...(needsLater ? await later() : {}) } as Texts;
  language = spoken;
  document.documentElement.lang = spoken;
}

/** One after the other: what was asked for last is spoken in the end. Rejects when it cannot be fetched. */
const fetchNext = (): Promise<void> => (fetching = fetching.catch(() => undefined).then(fetchTexts));

export function speak(next: Language): Promise<void> {
  wanting = next;
  return fetchNext();
}

/** Resolves when the texts of every page are here; a page that shows such texts is rendered only then. */
export function speakLater(): Promise<void> {
  if (needsLater) return fetching;
  needsLater = true;
  return fetchNext();
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
