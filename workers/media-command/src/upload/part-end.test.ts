import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trials } from '#shared/engine/testing/property';
import { indexOf, onlyUntil } from './part-end.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const boundary = bytes('\r\n--b');
const closing = bytes('\r\n--b--\r\n');
const HEAD = 'head';

async function* cut(body: Uint8Array, lengths: number[]): AsyncGenerator<Uint8Array, void> {
  let at = 0;
  for (let i = 0; at < body.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    yield body.slice(at, at + length);
    at += length;
  }
}

async function read(body: string, size: number, lengths = [3]): Promise<string> {
  let seen = '';
  for await (const chunk of onlyUntil(cut(bytes(body), lengths), { skip: HEAD.length, size, boundary, closing }))
    seen += new TextDecoder('latin1').decode(chunk);
  return seen;
}

/** Made of what could be taken for a boundary. */
const treacherous = fc
  .array(fc.constantFrom('\r', '\n', '-', 'b', 'x'), { minLength: 1, maxLength: 40 })
  .map((parts) => parts.join(''))
  .filter(
    (text) =>
      !`${text}\r\n--b`.slice(0, -5).includes('\r\n--b') && `${text}\r\n--b`.indexOf('\r\n--b') === text.length,
  );

describe('the part of a form', () => {
  it('is what stands between head and closing line, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        treacherous,
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }),
        async (file, lengths) => {
          expect(await read(`${HEAD}${file}\r\n--b--\r\n`, file.length, lengths)).toBe(file);
        },
      ),
      trials(100),
    );
  });

  it.each([
    ['a second part', 'abc\r\n--b\r\nmore', 11],
    ['a shorter file than announced', 'ab', 3],
    ['a longer file than announced', 'abcd', 3],
  ])('is refused with %s, before a sink could take it as complete', async (_, file, size) => {
    let seen = '';
    const body = cut(bytes(`${HEAD}${file}\r\n--b--\r\n`), [5]);
    await expect(async () => {
      for await (const chunk of onlyUntil(body, { skip: HEAD.length, size, boundary, closing }))
        seen += new TextDecoder().decode(chunk);
    }).rejects.toThrow('bad_request');
    expect(seen.length).toBeLessThan(size);
  });

  it('is found where it begins, also when it almost began before', () => {
    expect(indexOf(bytes('aab'), bytes('ab'))).toBe(1);
    expect(indexOf(bytes('aab'), bytes('abc'))).toBe(-1);
  });
});
