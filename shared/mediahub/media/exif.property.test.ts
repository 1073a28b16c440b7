// Random EXIF blocks, sound and broken: what is recorded is what a sound block says, it never throws, and a place never leaves its
// own field. The blocks are built byte by byte, so the reader's library is tried with them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters, timeoutFor } from '#shared/engine/testing/property';
import { Camera, Exposure, Location, Taken } from '#shared/mediahub/ports/thumbnailer';
import * as build from '#shared/mediahub/testing/exif-block';
import { cameraFacts } from './camera.ts';
import { exifOf } from './exif.ts';
import { imageHeaderOf } from './image-header.ts';

type Bytes = build.Bytes;

const two = (n: number): string => String(n).padStart(2, '0');
const zoneText = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;

/** A moment that exists, to the second. */
const moment = fc
  .date({ min: new Date('1830-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19));
const NO_TIME = [
  '0000:00:00 00:00:00',
  '    :  :     :  :  ',
  '',
  '2023:02:30 10:00:00',
  '2024:13:01 00:00:00',
  '\0\0\0',
];

/** The text of a timestamp tag, and the local time that it means: null for none. */
const clock = fc.oneof(
  fc
    .tuple(moment, fc.constantFrom(':', '-', '/'), fc.constantFrom('', '.5', '.123'))
    .map(([local, mark, fraction]) => ({
      text: `${local.slice(0, 10).replaceAll('-', mark)} ${local.slice(11)}${fraction}`,
      local,
    })),
  fc.constantFrom(...NO_TIME).map((text) => ({ text, local: null })),
);
const zone = fc.oneof(
  fc
    .integer({ min: -48, max: 56 })
    .map((quarters) => ({ text: zoneText(15 * quarters), zone: zoneText(15 * quarters) })),
  fc.constantFrom('   :  ', '', '+19:00', 'summer').map((text) => ({ text, zone: null })),
);
const name = fc.oneof(
  fc.constantFrom(
    'Canon',
    'NIKON CORPORATION',
    ' iPhone 15 Pro ',
    '',
    '   ',
    'ソニー',
    '📷'.repeat(80),
    'x'.repeat(300),
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const fraction = fc.tuple(fc.nat(4_000_000), fc.oneof(fc.constant(0), fc.nat(10_000)));
/** `per`: a denominator, which receivers without a fix leave at zero. */
const degrees = (limit: number) =>
  fc.record({
    d: fc.oneof(
      { weight: 4, arbitrary: fc.nat(limit - 1) },
      fc.constant(0),
      fc.integer({ min: limit + 1, max: 900 }),
    ),
    m: fc.oneof({ weight: 3, arbitrary: fc.nat(59) }, fc.constant(0)),
    s: fc.oneof({ weight: 3, arbitrary: fc.nat(5999) }, fc.constant(0)),
    per: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.constant(0)),
    isNegative: fc.boolean(),
  });

const plan = fc.record({
  littleEndian: fc.boolean(),
  orientation: fc.integer({ min: 0, max: 9 }),
  clocks: fc.tuple(fc.option(clock), fc.option(clock), fc.option(clock)),
  zones: fc.tuple(fc.option(zone), fc.option(zone), fc.option(zone)),
  names: fc.tuple(fc.option(name), fc.option(name), fc.option(name)),
  exposure: fc.option(fraction),
  place: fc.option(fc.tuple(degrees(90), degrees(180))),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Tags beside those that count: of any kind, and pointing anywhere. */
const noise = fc.array(
  fc.record({
    id: fc.oneof(
      fc.constantFrom(0x92_7c, 0x92_86, 0xa0_05, 0x02_01, 0x02_02, 0x83_bb, 0x02_bc, 0x87_73),
      fc.nat(0x7f),
    ),
    type: fc.nat(14),
    count: fc.oneof(fc.nat(20), fc.nat(0xff_ff_ff_ff)),
    data: fc.uint8Array({ maxLength: 30 }).map((bytes) => new Uint8Array(bytes)),
    offset: fc.option(fc.oneof(fc.nat(600), fc.nat(0xff_ff_ff_ff))),
  }),
  { maxLength: 6 },
);

/** Each text field of the place holds it; it may appear nowhere else. */
const SECRET = 'at home with the secret';

function blockOf(
  { littleEndian, orientation, clocks, zones, names, exposure, place }: Plan,
  more: { ifd0?: readonly build.Tag[]; exif?: readonly build.Tag[]; next?: number } = {},
): Bytes {
  const { text, short, rationals, bytes } = build.writer(littleEndian);
  const texts = (ids: readonly number[], values: readonly (string | null)[]) =>
    ids.flatMap((id, i) => {
      const value = values[i] ?? null;
      return value === null ? [] : [text(id, value)];
    });
  const clockTexts = clocks.map((said) => said?.text ?? null);
  const [original = null, digitized = null, modified = null] = clockTexts;
  const dms = (id: number, { d, m, s, per }: Record<'d' | 'm' | 's' | 'per', number>) =>
    rationals(id, [d, per], [m, 1], [s, 100]);
  return build.exifBlock({
    littleEndian,
    ifd0: [
      ...texts([0x01_0f, 0x01_10], names),
      short(0x01_12, orientation),
      ...texts([0x01_32], [modified]),
      ...(more.ifd0 ?? []),
    ],
    exif: [
      ...(exposure ? [rationals(0x82_9a, exposure)] : []),
      ...texts([0x90_03, 0x90_04], [original, digitized]),
      ...texts(
        [0x90_11, 0x90_12, 0x90_10],
        zones.map((said) => said?.text ?? null),
      ),
      ...texts([0xa4_34], names.slice(2)),
      ...(more.exif ?? []),
    ],
    gps: place
      ? [
          text(1, place[0].isNegative ? 'S' : 'N'),
          dms(2, place[0]),
          text(3, place[1].isNegative ? 'W' : 'E'),
          dms(4, place[1]),
          bytes(0x1b, build.TYPE.undefined, new Uint8Array(new TextEncoder().encode(`ASCII\0\0\0${SECRET}`))),
          text(0x1c, SECRET),
          text(0x1d, SECRET),
        ]
      : [],
    next: more.next ?? 0,
  });
}

const readName = (text: string | null): string | null => {
  const clean = [...(text ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').trim()];
  return clean.length === 0 ? null : clean.slice(0, 100).join('').trim();
};

const makesSense = ([latitude, longitude]: [number, number]): boolean =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);

/** What such a block says, worked out from the plan alone. */
function saidBy({ clocks, zones, place }: Plan): { taken: Taken | null; place: [number, number] | null } {
  const first = clocks.findIndex((said) => (said?.local ?? null) !== null);
  const local = clocks[first]?.local ?? null;
  const zonesInOrder = [zones[first], ...zones].map((said) => said?.zone ?? null);
  const signed = ({ d, m, s, per, isNegative }: NonNullable<Plan['place']>[0]) =>
    (isNegative ? -1 : 1) * (d / per + m / 60 + s / 360_000);
  const at: [number, number] | null = place ? [signed(place[0]), signed(place[1])] : null;
  return {
    taken: local === null ? null : { local, zone: zonesInOrder.find((one) => one !== null) ?? null },
    place: at && makesSense(at) ? at : null,
  };
}
type Taken = NonNullable<ReturnType<typeof cameraFacts>['taken']>;

const factsIn = (file: Bytes) => cameraFacts(exifOf(file));

/** What holds of anything that is recorded. */
function expectSound(file: Bytes): void {
  const facts = factsIn(file);
  const { taken, camera, exposure, location } = facts;
  expect(Taken.nullable().parse(taken)).toEqual(taken);
  expect(Camera.nullable().parse(camera)).toEqual(camera);
  expect(Exposure.nullable().parse(exposure)).toEqual(exposure);
  expect(Location.nullable().parse(location)).toEqual(location);
  if (taken) expect(new Date(`${taken.local}Z`).toISOString().slice(0, 19)).toBe(taken.local);
  for (const text of Object.values(camera ?? {})) expect((text ?? '').isWellFormed()).toBe(true);
  if (location) expect(Math.abs(location.latitude)).toBeLessThanOrEqual(90);
  const elsewhere = JSON.stringify({ taken, camera, exposure });
  expect(elsewhere).not.toContain(SECRET);
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  expect(imageHeaderOf(file)?.orientation ?? 1).toBeGreaterThanOrEqual(1);
}

describe('an EXIF block', () => {
  it('that is sound is recorded as it says, in either byte order', { timeout: timeoutFor(5000) }, () =>
    fc.assert(
      fc.property(plan, (planned) => {
        const file = build.inJpeg(blockOf(planned));
        const { taken, camera, location } = factsIn(file);
        const said = saidBy(planned);
        expect(taken).toEqual(said.taken);
        const names = [camera?.make ?? null, camera?.model ?? null, camera?.lens ?? null];
        expect(names).toEqual(planned.names.map((name) => readName(name)));
        if (said.place === null) expect(location).toBeNull();
        else {
          expect(location?.latitude).toBeCloseTo(said.place[0], 6);
          expect(location?.longitude).toBeCloseTo(said.place[1], 6);
        }
        const { orientation } = planned;
        expect(imageHeaderOf(file)?.orientation).toBe(orientation >= 1 && orientation <= 8 ? orientation : 1);
        expectSound(file);
      }),
      fcParameters(300),
    ),
  );

  it('says the same with tags around it that point anywhere', { timeout: timeoutFor(5000) }, () =>
    fc.assert(
      fc.property(plan, noise, noise, fc.nat(0xff_ff_ff_ff), (planned, ifd0, exif, next) => {
        const plain = factsIn(build.inJpeg(blockOf(planned)));
        expect(factsIn(build.inJpeg(blockOf(planned, { ifd0, exif, next })))).toEqual(plain);
      }),
      fcParameters(300),
    ),
  );

  it('that is damaged or cut off leaves nothing that makes no sense', { timeout: timeoutFor(5000) }, () =>
    fc.assert(
      fc.property(
        plan,
        noise,
        fc.constantFrom(build.inJpeg, build.inPng, build.inWebp),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (planned, exif, container, damage, share, cut) => {
          const block = blockOf(planned, { exif });
          for (const [where, byte] of damage) block[Math.floor(where * (block.length - 1))] = byte;
          expectSound(container(cut ? block.slice(0, Math.ceil(share * block.length)) : block));
        },
      ),
      fcParameters(600),
    ),
  );
});
