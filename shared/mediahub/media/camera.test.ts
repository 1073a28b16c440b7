// What a camera wrote, as cameras, scanners and editors really write it.
import { describe, expect, it } from 'vitest';
import { cameraFacts } from './camera.ts';

/** Tags as the reader gives them: text in a list, fractions as pairs. */
const facts = (exif: Record<string, unknown>) => {
  const tags = Object.fromEntries(Object.entries(exif).map(([name, value]) => [name, { value }]));
  return cameraFacts({ exif: tags });
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
    ['Tue, 13 Feb 2007 06:34:38 GMT', '2007-02-13T06:34:38', '+00:00'],
    ['3 Dec 2020 16:34:38 +0900', '2020-12-03T16:34:38', '+09:00'],
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
    '24:05:06 07:08:09',
    '13 Fev 2007 06:34:38 GMT',
    '13 anF 2007 06:34:38 GMT',
    'yesterday',
  ])('%j is no time', (text) => expect(taken(text)).toBeNull());

  it('is the first clock that makes sense', () => {
    const later = { DateTimeDigitized: ['2020:01:02 03:04:05'], DateTime: ['2021:01:01 00:00:00'] };
    expect(taken('0000:00:00 00:00:00', later)?.local).toBe('2020-01-02T03:04:05');
    expect(facts({ DateTime: ['2021:01:01 00:00:00'] }).taken?.local).toBe('2021-01-01T00:00:00');
  });
});

describe('a date that is not in the EXIF data', () => {
  const WRITTEN = ['2020-02-03T04:05:06.78+02:00', '2021-01-01T00:00:00'];
  const written = { local: '2020-02-03T04:05:06', zone: '+02:00' };
  const dated = (exif: Record<string, unknown>, dates = WRITTEN) => {
    const tags = Object.fromEntries(Object.entries(exif).map(([name, value]) => [name, { value }]));
    return cameraFacts({ exif: tags }, dates).taken;
  };

  it('counts where no camera says when, before the moment when the file was changed', () => {
    expect(cameraFacts(null, WRITTEN)).toEqual({ taken: written, camera: null, exposure: null, location: null });
    expect(dated({ DateTime: ['2024:01:01 00:00:00'] })).toEqual(written);
    expect(dated({ DateTimeOriginal: ['0000:00:00 00:00:00'] }, ['2020', 'soon', ...WRITTEN])).toEqual(written);
  });

  it('does not count where one says', () => {
    expect(dated({ DateTimeDigitized: ['2019:01:01 00:00:00'] })?.local).toBe('2019-01-01T00:00:00');
  });

  it('has the zone of the camera where it has none', () => {
    const offset = { OffsetTime: ['-03:30'] };
    expect(dated(offset, ['2020-02-03T04:05:06'])).toEqual({ local: '2020-02-03T04:05:06', zone: '-03:30' });
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
  const PARIS = {
    GPSLatitudeRef: ['N'],
    GPSLatitude: [[48, 1], [51, 1], [3000, 100]],
    GPSLongitudeRef: ['E'],
    GPSLongitude: [[2, 1], [18, 1], [0, 1]],
  }; // prettier-ignore
  const paris = { latitude: 48.858_333, longitude: 2.3, altitude_m: null };
  it.each<[string, Record<string, unknown>, { latitude: number; longitude: number; altitude_m: number | null } | null]>([
    ['a place', {}, paris],
    ['south and west', { GPSLatitudeRef: ['S'], GPSLongitudeRef: ['W'] }, { ...paris, latitude: -48.858_333, longitude: -2.3 }],
    ['below the sea', { GPSAltitude: [430, 1], GPSAltitudeRef: 1 }, { ...paris, altitude_m: -430 }],
    ['an altitude that is no number', { GPSAltitude: [1, 0] }, paris],
    ['minutes that hold the seconds, which are left out', { GPSLatitude: [[48, 1], [515, 10], [0, 0]] }, paris],
    ['zeros of a receiver without a fix', { GPSLatitude: [[0, 1], [0, 1], [0, 1]], GPSLongitude: [[0, 1], [0, 1], [0, 1]] }, null],
    ['degrees of zero by zero', { GPSLatitude: [[0, 0], [0, 0], [0, 0]] }, null],
    ['minutes by zero', { GPSLongitude: [[2, 1], [18, 0], [0, 1]] }, null],
    ['beyond the pole', { GPSLatitude: [[91, 1], [0, 1], [0, 1]] }, null],
    ['one of two', { GPSLongitude: undefined }, null],
    ['a hemisphere that does not exist', { GPSLatitudeRef: ['?'] }, null],
    ['a reference that is cut off', { GPSLongitudeRef: '<faulty value>' }, null],
  ])('%s', (_, change, location) => {
    const seen = facts({ ...PARIS, ...change }).location;
    if (location === null) expect(seen).toBeNull();
    else {
      expect(seen?.altitude_m).toBe(location.altitude_m);
      expect(seen?.latitude).toBeCloseTo(location.latitude, 5);
      expect(seen?.longitude).toBeCloseTo(location.longitude, 5);
    }
  }); // prettier-ignore
});

it('fractions and texts that make no sense are left out', () => {
  expect(facts({ ExposureTime: [[1, 0]], FNumber: [[0, 0]], Make: ['\u202eCam\0'], Model: ['  '] })).toMatchObject(
    {
      exposure: null,
      camera: { make: 'Cam', model: null },
    },
  );
});
