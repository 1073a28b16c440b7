// What a camera wrote, as cameras, scanners and editors really write it.
import { describe, expect, it } from 'vitest';
import type { ExpandedTags } from 'exifreader';
import { cameraFacts } from './camera.ts';

/** Tags as the reader gives them: text in a list, fractions as pairs. */
const facts = (exif: Record<string, unknown>, gps?: ExpandedTags['gps']) => {
  const tags = Object.fromEntries(Object.entries(exif).map(([name, value]) => [name, { value }]));
  return cameraFacts({ exif: tags, gps } as unknown as ExpandedTags);
};
const taken = (text: string, more: Record<string, unknown> = {}) =>
  facts({ DateTimeOriginal: [text], ...more }).taken;

describe('when a picture was taken', () => {
  it.each([
    ['2024:05:06 07:08:09', '2024-05-06T07:08:09', null],
    ['2024/05/06 07:08:09', '2024-05-06T07:08:09', null],
    ['2024-05-06 07:08:09', '2024-05-06T07:08:09', null],
    ['2024-05-06T07:08:09.123', '2024-05-06T07:08:09', null],
    ['2024-05-06T07:08:09Z', '2024-05-06T07:08:09', '+00:00'],
    ['2024:05:06 07:08:09+09:00', '2024-05-06T07:08:09', '+09:00'],
    ['2024:05:06 07:08:09-0330', '2024-05-06T07:08:09', '-03:30'],
    ['2024:05:06 07:08', '2024-05-06T07:08:00', null],
    ['2024:02:29 23:59:59\0', '2024-02-29T23:59:59', null],
  ])('%j', (text, local, zone) => expect(taken(text)).toEqual({ local, zone }));

  it.each([
    '0000:00:00 00:00:00',
    '    :  :     :  :  ',
    '',
    '2024:02:30 07:08:09',
    '2023:02:29 07:08:09',
    '2024:13:01 07:08:09',
    '2024:05:06 25:00:00',
    '0001:01:01 00:00:00',
    '2024:05-06 07:08:09',
    'yesterday',
  ])('%j is no time', (text) => expect(taken(text)).toBeNull());

  it('is the first clock that makes sense', () => {
    const later = { DateTimeDigitized: ['2020:01:02 03:04:05'], DateTime: ['2021:01:01 00:00:00'] };
    expect(taken('0000:00:00 00:00:00', later)?.local).toBe('2020-01-02T03:04:05');
    expect(facts({ DateTime: ['2021:01:01 00:00:00'] }).taken?.local).toBe('2021-01-01T00:00:00');
  });
});

describe('the zone of the clock', () => {
  const NOON = '2024:05:06 12:00:00';
  it.each<[string, Record<string, unknown>, string | null]>([
    ['its own tag', { OffsetTimeOriginal: ['+09:00'], OffsetTime: ['+02:00'] }, '+09:00'],
    ["another clock's tag", { OffsetTime: ['-03:30'] }, '-03:30'],
    ['Z', { OffsetTimeOriginal: ['Z'] }, '+00:00'],
    ['without a colon', { OffsetTimeOriginal: ['+0530'] }, '+05:30'],
    ['blanks, then another tag', { OffsetTimeOriginal: ['   :  '], OffsetTime: ['+01:00'] }, '+01:00'],
    ['one that no place has', { OffsetTimeOriginal: ['+19:00'] }, null],
  ])('by %s', (_, tags, zone) => expect(taken(NOON, tags)?.zone).toBe(zone));

  const fix = (date: string, ...time: unknown[]) => ({ GPSDateStamp: [date], GPSTimeStamp: time });
  it.each<[string, Record<string, unknown>, string | null]>([
    ['a fix of the same second', fix('2024:05:06', [3, 1], [0, 1], [0, 1]), '+09:00'],
    ['a fix of the day before', fix('2024:05:05', [22, 1], [0, 1], [0, 1]), '+14:00'],
    ['a fix that is four minutes old', fix('2024:05:06', [9, 1], [56, 1], [0, 1]), '+02:00'],
    ['a zone of three quarters', fix('2024:05:06', [6, 1], [15, 1], [0, 1]), '+05:45'],
    ['a fix of hours ago that fits no zone', fix('2024:05:06', [9, 1], [52, 1], [0, 1]), null],
    ['a fix of another day', fix('2024:05:01', [3, 1], [0, 1], [0, 1]), null],
    ['numbers that are none', fix('2024:05:06', [0, 0], [0, 0], [0, 0]), null],
    ['no date', { GPSTimeStamp: [[3, 1], [0, 1], [0, 1]] }, null],
  ])('by satellite: %s', (_, tags, zone) => expect(taken(NOON, tags)?.zone).toBe(zone)); // prettier-ignore
});

describe('where a picture was taken', () => {
  it.each<[string, ExpandedTags['gps'], object | null]>([
    ['a place', { Latitude: 48.8584, Longitude: 2.2945 }, { latitude: 48.8584, longitude: 2.2945, altitude_m: null }],
    ['below the sea', { Latitude: 31.5, Longitude: 35.5, Altitude: -430 }, { latitude: 31.5, longitude: 35.5, altitude_m: -430 }],
    ['zeros of a receiver without a fix', { Latitude: 0, Longitude: 0 }, null],
    ['fractions of zero by zero', { Latitude: NaN, Longitude: NaN }, null],
    ['beyond the pole', { Latitude: 91, Longitude: 0 }, null],
    ['one of two', { Latitude: 12 }, null],
    ['an altitude that is no number', { Latitude: 1, Longitude: 2, Altitude: NaN }, { latitude: 1, longitude: 2, altitude_m: null }],
  ])('%s', (_, gps, location) => expect(facts({}, gps).location).toEqual(location)); // prettier-ignore
});

it('fractions and texts that make no sense are left out', () => {
  expect(facts({ ExposureTime: [[1, 0]], FNumber: [[0, 0]], Make: ['\u202eCam\0'], Model: ['  '] })).toMatchObject(
    {
      exposure: null,
      camera: { make: 'Cam', model: null },
    },
  );
});
