// H3: what people wrote is text everywhere. Nothing in the page turns a string into markup or code, so no payload can become
// one; web/e2e/payloads.test.ts tries it in a browser.
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { at } from '../node/layout.mjs';

const DOORS =
  /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\bsrcDoc\b|createContextualFragment|\beval\(|new Function\(|DOMParser|javascript:/;

it('no file of the page makes markup or code of a string', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: at('web/src') }).filter((file) => !file.includes('.test.'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => DOORS.test(readFileSync(at('web/src', file), 'utf8')))).toEqual([]);
});
