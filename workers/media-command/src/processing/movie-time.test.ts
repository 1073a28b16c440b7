// Movies of boxes in any order, with a clock that says something or nothing; and parts of such files.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters, timeoutFor } from '#shared/engine/testing/property';
import { movieClock, movieTime, type ReadRange } from './movie-time.ts';

const YEAR_1970 = 2_082_844_800;

describe('the clock of a movie', () => {
  it.each([
    ['was never set', 0, null],
    ['began when it was switched on', 86_400, null],
    ['counts from 1970 and not from 1904', 1_700_000_000, null],
    ['says 1970', YEAR_1970, null],
    ['says 2019', 3_646_801_557, '2019-07-24T08:25:57'],
    ['is at its end', 0xff_ff_ff_ff, '2040-02-06T06:28:15'],
    ['is beyond every year', 2 ** 53, null],
  ])('that %s', (_, seconds, local) =>
    expect(movieClock(seconds)).toEqual(local === null ? null : { local, zone: '+00:00' }),
  );
});

type Bytes = Uint8Array<ArrayBuffer>;

const joined = (...parts: readonly Uint8Array[]): Bytes => new Uint8Array(parts.flatMap((part) => [...part]));

function box(type: string, payload: Uint8Array, isLong = false): Bytes {
  const head = new Uint8Array(isLong ? 16 : 8);
  const view = new DataView(head.buffer);
  view.setUint32(0, isLong ? 1 : head.length + payload.length);
  head.set(new TextEncoder().encode(type), 4);
  if (isLong) view.setBigUint64(8, BigInt(head.length + payload.length));
  return joined(head, payload);
}

function header(seconds: number, isLong: boolean): Bytes {
  const payload = new Uint8Array(isLong ? 112 : 100);
  const view = new DataView(payload.buffer);
  payload[0] = isLong ? 1 : 0;
  if (isLong) view.setBigUint64(4, BigInt(seconds));
  else view.setUint32(4, seconds);
  return box('mvhd', payload);
}

const readerOf =
  (file: Bytes): ReadRange =>
  async (start, end) =>
    file.slice(start, end);

const others = fc.array(
  fc.record({
    type: fc.constantFrom('ftyp', 'free', 'wide', 'mdat', 'uuid', 'skip'),
    size: fc.nat(300),
    isLong: fc.boolean(),
  }),
  { maxLength: 6 },
);
const movie = fc.record({
  before: others,
  first: fc.constantFrom('', 'iods', 'meta'),
  seconds: fc.nat(0xff_ff_ff_ff),
  isLong: fc.boolean(),
  movieIsLong: fc.boolean(),
});
type Movie = typeof movie extends fc.Arbitrary<infer T> ? T : never;

const fileOf = ({ before, first, seconds, isLong, movieIsLong }: Movie): Bytes =>
  joined(
    ...before.map(({ type, size, isLong: long }) => box(type, new Uint8Array(size), long)),
    box(
      'moov',
      joined(...(first === '' ? [] : [box(first, new Uint8Array(12))]), header(seconds, isLong)),
      movieIsLong,
    ),
  );

describe('the time of a movie', () => {
  it('is found behind any boxes', { timeout: timeoutFor(5000) }, () =>
    fc.assert(
      fc.asyncProperty(movie, async (planned) => {
        const file = fileOf(planned);
        expect(await movieTime(readerOf(file), file.length)).toEqual(movieClock(planned.seconds));
      }),
      fcParameters(300),
    ),
  );

  it('is right or none in a file that is damaged or cut off', { timeout: timeoutFor(5000) }, () =>
    fc.assert(
      fc.asyncProperty(
        movie,
        fc.nat(400),
        fc.nat(255),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (planned, at, byte, share) => {
          const whole = fileOf(planned);
          whole[Math.min(at, whole.length - 1)] = byte;
          const file = whole.slice(0, Math.ceil(share * whole.length));
          const taken = await movieTime(readerOf(file), file.length);
          if (taken) expect(new Date(`${taken.local}Z`).toISOString().slice(0, 19)).toBe(taken.local);
        },
      ),
      fcParameters(300),
    ),
  );
});
