// A file name from outside is metadata, never a path: F5 of the security rules. Names in any script are welcome; a path
// and marks that turn the reading direction are dropped, what could break a line is refused.
import { Problem } from '#shared/http/problem';

const MAX_BYTES = 255;

/** Control characters, line and paragraph separators, lone surrogates. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Marks that change the direction of text: 'gpj.exe' behind U+202E reads 'exe.jpg'. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * The name under which a file is kept: NFC, the last segment of a path, at most 255 bytes of UTF-8,
 * without marks of direction.
 * @throws Problem invalid_filename
 */
export function safeFilename(claimed: string): string {
  const name = (claimed.replaceAll(BIDI, '').normalize('NFC').split(/[/\\]/).at(-1) ?? '').trim();
  if (name === '' || name === '.' || name === '..') throw new Problem('invalid_filename', 'The file has no name.');
  if (CONTROL.test(name))
    throw new Problem('invalid_filename', 'The file name holds characters that cannot be shown safely.');
  if (new TextEncoder().encode(name).length > MAX_BYTES)
    throw new Problem('invalid_filename', `The file name is longer than ${MAX_BYTES} bytes.`);
  return name;
}
