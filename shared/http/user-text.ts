// Text that people write and others read: names, descriptions, reasons. Any script is welcome; refused is what a reader
// cannot see but a program obeys: control characters, line breaks in a name, and marks that turn the reading direction
// ('gpj.exe' behind U+202E reads 'exe.jpg'). Written as one pattern, so that the OpenAPI document says the same.
import * as z from 'zod';

/** C0, DEL and C1 without tab and line feed. */
const CONTROL = '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f';
const LINES = '\\u0009\\u000a\\u2028\\u2029';
const BIDI = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff';

/** Works with and without the flag `u`: JSON Schema does not say which one a validator uses. Half a surrogate pair is no text. */
const without = (refused: string): RegExp =>
  new RegExp(`^(?:[^${refused}\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$`);

const UNSEEN = 'It holds characters that cannot be shown safely.';
const ONE_LINE = without(CONTROL + LINES + BIDI);
const LINES_ALLOWED = without(`${CONTROL}\\u2028\\u2029${BIDI}`);

/** A name or a reason: one line, trimmed, NFC, not empty. */
export const lineOfText = (max: number) =>
  z.string().normalize('NFC').trim().min(1).max(max).regex(ONE_LINE, UNSEEN);

/** A description: line feeds and tabs are text here; may be empty. */
export const linesOfText = (max: number) =>
  z.string().normalize('NFC').trim().max(max).regex(LINES_ALLOWED, UNSEEN);

/** Whether a line is safe to show unchanged. */
export const isSafeLine = (text: string): boolean => ONE_LINE.test(text);

/** A display name from another system, made safe to show: a provider's display name never blocks a login. */
export function madeSafe(text: string, max: number): string {
  const visible = Array.from(text.normalize('NFC')).filter((character) => isSafeLine(character));
  return visible.join('').trim().slice(0, max).toWellFormed();
}
