import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { later } from './en/later.ts';
import { ja } from './ja.ts';

/** Every text by its path; a function is asked with plausible arguments, so that an empty answer is found, too. */
function textsOf(catalogue: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue) as [string, unknown][]) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'function') found.set(here, String(said(value as Said)));
    else if (typeof value === 'object' && value !== null)
      textsOf(value, here).forEach((text, at) => found.set(at, text));
    else found.set(here, String(value));
  }
  return found;
}

type Said = (...args: unknown[]) => unknown;
const PARAMS = {
  name: 'a.jpg',
  media: 'a.jpg',
  count: '2',
  event_type: 'MediaProcessed',
  filename: 'a.jpg',
  step: 'process',
  reason: 'why',
  code: 'code',
  album: 'Coast',
};
const said = (text: Said): unknown => {
  const answer = text.length > 1 ? text(2, 3, 4, 5) : text(text.toString().startsWith('({') ? PARAMS : '2');
  return Array.isArray(answer) && answer.some((part) => part === '') ? '' : answer;
};

/** The server speaks English: only the other catalogues translate its codes and presets. */
const ours = (catalogue: Partial<typeof en>) => textsOf({ ...catalogue, problems: {}, presets: {} });

describe('the catalogues', () => {
  it('hold the same texts in every language', () => {
    expect([...ours(ja).keys()].toSorted()).toEqual([...ours(en).keys()].toSorted());
  });

  it.each([
    ['English', en],
    ['Japanese', ja],
  ])('leave nothing empty in %s', (_, catalogue) => {
    const empty = [...textsOf(catalogue)].filter(([, text]) => text.trim() === '' || text.includes('undefined'));
    expect(empty).toEqual([]);
  });

  it.each([en, ja])(
    'name no number of unread notifications where more may be unread than were read',
    (catalogue) => {
      for (const text of [catalogue.notifications.lead, catalogue.common.nav.unread]) {
        expect(text(99)).toContain('99');
        expect(text(99)).not.toContain('+');
        expect(text(100)).toContain('99+');
      }
    },
  );

  it('are Japanese where they are not names', () => {
    const english = ours(en);
    const same = [...ours(ja)].filter(([path, text]) => text === english.get(path) && !isName(path, text));
    expect(same).toEqual([]);
  });
});

const NAMES: ReadonlySet<string> = new Set([
  'MediaHub',
  'GitHub',
  'Google',
  'CQRS',
  'SHA-256',
  'OTLP',
  'Mermaid',
  'decide',
  'alice',
  '2 %',
]);

/** Source files, and words that are the same everywhere. */
const isName = (path: string, text: string): boolean =>
  /\.files\.\d+$|^words\.said$|^events\.says\.added$/.test(path) || NAMES.has(text);

/** Shown before the texts of the other pages are fetched: see `app/routes.ts`. */
const SOURCES: Record<string, string> = import.meta.glob(
  ['../{app,api,ui,entities}/**/*.{ts,tsx}', '../features/{library,login,upload}/**/*.{ts,tsx}'],
  { query: '?raw', import: 'default', eager: true },
);

describe('the first screen', () => {
  it('says nothing that is fetched later', () => {
    const reads = (text: string) => Object.keys(later).some((part) => new RegExp(`\\bt\\.${part}\\b`).test(text));
    const early = Object.entries(SOURCES).filter(([, text]) => reads(text));
    expect(Object.keys(SOURCES).length).toBeGreaterThan(50);
    expect(early.map(([file]) => file)).toEqual([]);
  });
});
