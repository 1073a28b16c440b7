import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { Problem } from '#shared/http/problem';
import { indexOf, untilDelimiter } from './part-end.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const delimiter = bytes('\r\n--b');
const HEAD = 'head';

async function* cut(body: Uint8Array, lengths: number[]): AsyncGenerator<Uint8Array, void> {
  let at = 0;
  for (let i = 0; at < body.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    yield body.slice(at, at + length);
    at += length;
  }
}

const broken = () => {
  throw new Problem('bad_request');
};

/** The file, given in pieces, and the bytes behind its delimiter. */
async function read(body: string, lengths = [3]): Promise<{ file: string; rest: string }> {
  let file = '';
  let rest = '';
  const frame = {
    skip: HEAD.length,
    delimiter,
    behindMax: 100,
    behind: (bytesBehind: Uint8Array) => {
      rest = new TextDecoder('latin1').decode(bytesBehind);
    },
  };
  for await (const chunk of untilDelimiter(cut(bytes(body), lengths), frame))
    file += new TextDecoder('latin1').decode(chunk);
  return { file, rest };
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
  it('ends at its delimiter, for any chunks and anything that follows', async () => {
    await fc.assert(
      fc.asyncProperty(
        treacherous,
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }),
        fc.constantFrom('--\r\n', '--', '--\r\nan epilogue', '--  \r\n\r\n', '\r\nanother part'),
        async (file, lengths, rest) => {
          expect(await read(`${HEAD}${file}\r\n--b${rest}`, lengths)).toEqual({ file, rest });
        },
      ),
      fcParameters(100),
    );
  });

  it.each([
    ['no delimiter', 'abc'],
    ['half a delimiter', 'abc\r\n--'],
    ['more behind it than it may have', `abc\r\n--b--${'x'.repeat(101)}`],
  ])('is refused with %s', async (_, body) => {
    await expect(read(`${HEAD}${body}`)).rejects.toThrow('bad_request');
  });

  it('is refused with what its caller refuses', async () => {
    const chunks = cut(bytes(`${HEAD}abc\r\n--b`), [5]);
    const drained = async () => {
      const file = untilDelimiter(chunks, { skip: 4, delimiter, behind: broken, behindMax: 9 });
      while (!(await file.next()).done);
    };
    await expect(drained()).rejects.toThrow('bad_request');
  });

  it('is found where it begins, also when it almost began before', () => {
    expect(indexOf(bytes('aab'), bytes('ab'))).toBe(1);
    expect(indexOf(bytes('aab'), bytes('abc'))).toBe(-1);
  });
});
