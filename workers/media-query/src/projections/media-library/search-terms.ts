// Substring search by full-text index, right for Japanese, which writes no spaces: a name becomes overlapping pairs of
// characters (bigrams), a query the phrase of its own pairs. SQLite's `trigram` finds nothing under three characters.
// Each pair is written as two code points in hexadecimal: `%`, `_` and `"` are then letters like any other.
import { folded } from './search-fold.ts';

const pointsOf = (text: string): number[] => Array.from(text, (char) => char.codePointAt(0) ?? 0);

const hex = (point: number): string => point.toString(16).padStart(6, '0');

/** Follows the last character, so that it begins a pair as well. */
const END = 0;

const pairs = (points: readonly number[]): string[] =>
  points.slice(0, -1).map((point, i) => hex(point) + hex(points[i + 1] ?? END));

/** What is indexed of a name. */
export const bigramsOf = (name: string): string => pairs([...pointsOf(folded(name)), END]).join(' ');

/**
 * The FTS5 expression that finds the names containing `text`; null when there is nothing to search for.
 * @example matchFor('京') // a prefix: every pair that begins with it
 */
export function matchFor(text: string): string | null {
  const points = pointsOf(folded(text).trim());
  const [only, ...more] = points;
  if (only === undefined) return null;
  return more.length === 0 ? `"${hex(only)}" *` : `"${pairs(points).join(' ')}"`;
}
