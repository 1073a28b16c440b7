// What a camera wrote about a picture, as facts of the domain: when it was taken, with what, and where. Pure; from EXIF tags
// to values that are bounded and clean, since a file from outside may say anything.
import type { ExpandedTags } from 'exifreader';

/** When a picture was taken: the clock of the camera, and how far that is from UTC where it is known. */
export interface Taken {
  /** `2024-05-06T07:08:09`, as the camera's clock said. */
  local: string;
  /** `+09:00`; null: the camera did not say, and nothing else does. */
  zone: string | null;
}

export interface Camera {
  make: string | null;
  model: string | null;
  lens: string | null;
}

export interface Exposure {
  seconds: number | null;
  f_number: number | null;
  iso: number | null;
  focal_length_mm: number | null;
}

export interface Location {
  latitude: number;
  longitude: number;
  altitude_m: number | null;
}

export interface CameraFacts {
  taken: Taken | null;
  camera: Camera | null;
  exposure: Exposure | null;
  location: Location | null;
}

type Tags = NonNullable<ExpandedTags['exif']>;

const MAX_TEXT = 100;
/** As EXIF has it, and as scanners and editors write it: other separators, no seconds, a fraction, its zone behind it. */
const CLOCK = /^(\d{4})([:/.-])(\d\d)\2(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(Z|[+-]\d\d:?\d\d)?$/;
const ZONE = /^[+-](?:0\d|1[0-5]):[0-5]\d$/;
const MINUTE = 60_000;
/** Zones are multiples of a quarter of an hour, at most 15 hours away. */
const ZONE_STEP = 15;
const MAX_ZONE = 15 * 60;

const valueOf = (tags: Tags, name: string): unknown => {
  const tag: unknown = Reflect.get(tags, name);
  return typeof tag === 'object' && tag !== null ? Reflect.get(tag, 'value') : undefined;
};

function textOf(tags: Tags, name: string): string | null {
  const value = valueOf(tags, name);
  const raw: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof raw !== 'string') return null;
  const clean = raw.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').trim();
  // By characters: half of one that takes two units would be no text.
  const text = [...clean].slice(0, MAX_TEXT).join('').trim();
  return text === '' ? null : text;
}

/** A number, or a fraction as EXIF writes them. */
function numberOf(tags: Tags, name: string): number | null {
  const value = valueOf(tags, name);
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  const parts: unknown[] = Array.isArray(one) ? one : [one, 1];
  const number = Number(parts[0]) / Number(parts[1]);
  return Number.isFinite(number) && number > 0 && number < 1e9 ? Number(number.toPrecision(6)) : null;
}

/** `+09:00`, from that or from `+0900` or `Z`; null for everything else. */
function zoneOf(text: string | null | undefined): string | null {
  const zone = text === 'Z' ? '+00:00' : text?.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  return zone !== undefined && ZONE.test(zone) ? zone : null;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
/** As a PNG has it (RFC 1123): `Tue, 13 Feb 2007 06:34:38 GMT`. */
const IN_WORDS =
  /^(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) ?(?:GMT|UTC?|Z|([+-]\d{4}))$/;

function inNumbers(text: string): string {
  const [, day = '', month = '', year, time, zone = 'Z'] = IN_WORDS.exec(text) ?? [];
  const at = MONTHS.indexOf(month);
  const two = (part: number | string) => String(part).padStart(2, '0');
  return time === undefined || at % 3 !== 0 ? text : `${year}-${two(at / 3 + 1)}-${two(day)} ${time}${zone}`;
}

/** Null for the zeros and blanks of a clock that was never set, and for days that do not exist. */
export function clockOf(text: string | null): Taken | null {
  const match = CLOCK.exec(inNumbers(text?.trim() ?? ''));
  if (!match) return null;
  const [, year, , month, day, hour, minute, second = '00', zone] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${local}Z`);
  return Number.isFinite(time) && Number(year) >= 1826 && new Date(time).toISOString().startsWith(local)
    ? { local, zone: zoneOf(zone) }
    : null;
}

/** A satellite's clock is UTC: what the camera's is away from it, to the quarter of an hour, is its zone. */
function zoneBySatellite(tags: Tags, local: string): string | null {
  const date = textOf(tags, 'GPSDateStamp');
  const time = valueOf(tags, 'GPSTimeStamp');
  if (date === null || !Array.isArray(time)) return null;
  const [h, m, s] = time.map((part: unknown) =>
    Array.isArray(part) ? Number(part[0]) / Number(part[1]) : Number(part),
  );
  const utc =
    Date.parse(`${date.replaceAll(':', '-')}T00:00:00Z`) +
    (((h ?? NaN) * 60 + (m ?? NaN)) * 60 + (s ?? NaN)) * 1000;
  const minutes = (Date.parse(`${local}Z`) - utc) / MINUTE;
  const zone = Math.round(minutes / ZONE_STEP) * ZONE_STEP;
  // A fix may be minutes old; more than that is another moment.
  if (!Number.isFinite(zone) || Math.abs(zone) > MAX_ZONE || Math.abs(minutes - zone) > 5) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`;
}

const ORIGINAL = ['DateTimeOriginal', 'OffsetTimeOriginal'] as const;
const DIGITIZED = ['DateTimeDigitized', 'OffsetTimeDigitized'] as const;
const CHANGED = ['DateTime', 'OffsetTime'] as const;
const OFFSETS = [ORIGINAL, DIGITIZED, CHANGED].map(([, offset]) => offset);

/**
 * The first clock that makes sense: the camera's, what else is written of the moment, and at last when the file was changed. Its
 * zone by its own text or tag, else by the others' tags, else by satellite.
 */
function takenOf(tags: Tags, written: readonly string[]): Taken | null {
  const clocks: (readonly [string | null, string?])[] = [
    ...[ORIGINAL, DIGITIZED].map(([clock, offset]) => [textOf(tags, clock), offset] as const),
    ...written.map((text) => [text] as const),
    [textOf(tags, CHANGED[0]), CHANGED[1]],
  ];
  for (const [clock, offset] of clocks) {
    const said = clockOf(clock);
    if (said === null) continue;
    const zones = [...(offset === undefined ? [] : [offset]), ...OFFSETS].map((name) =>
      zoneOf(textOf(tags, name)),
    );
    const { local } = said;
    return { local, zone: said.zone ?? zones.find((zone) => zone !== null) ?? zoneBySatellite(tags, local) };
  }
  return null;
}

const unlessEmpty = <T extends object>(facts: T): T | null =>
  Object.values(facts).some((fact) => fact !== null) ? facts : null;

/** A fraction; NaN where it is none. */
const fractionOf = (pair: unknown): number => (Array.isArray(pair) ? Number(pair[0]) / Number(pair[1]) : NaN);
/** What a receiver leaves out, it writes as 0/0. */
const isLeftOut = (pair: unknown): boolean => Array.isArray(pair) && pair[0] === 0 && pair[1] === 0;

/** Degrees, signed by their hemisphere; NaN if either is missing: no place is better than a wrong one. */
function degreesOf(tags: Tags, name: string, [positive, negative]: readonly [string, string]): number {
  const hemisphere = textOf(tags, `${name}Ref`)?.slice(0, 1).toUpperCase();
  const sign = hemisphere === positive ? 1 : hemisphere === negative ? -1 : NaN;
  const parts = valueOf(tags, name);
  if (!Array.isArray(parts) || parts.length !== 3) return NaN;
  const [degrees, minutes, seconds]: unknown[] = parts;
  const least = (part: unknown) => (isLeftOut(part) ? 0 : fractionOf(part));
  // On the equator south is no -0, which JSON does not know.
  return sign * (fractionOf(degrees) + least(minutes) / 60 + least(seconds) / 3600) + 0;
}

const BELOW_SEA = 1;

function locationOf(tags: Tags): Location | null {
  const latitude = degreesOf(tags, 'GPSLatitude', ['N', 'S']);
  const longitude = degreesOf(tags, 'GPSLongitude', ['E', 'W']);
  const makesSense = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  if (!makesSense) return null;
  const altitude = fractionOf(valueOf(tags, 'GPSAltitude'));
  const sign = valueOf(tags, 'GPSAltitudeRef') === BELOW_SEA ? -1 : 1;
  return { latitude, longitude, altitude_m: Number.isFinite(altitude) ? sign * altitude + 0 : null };
}

const NO_FACTS: CameraFacts = { taken: null, camera: null, exposure: null, location: null };

/**
 * @param tags null when the picture has no EXIF data
 * @param written dates in other places of the file, the best first
 */
export function cameraFacts(tags: ExpandedTags | null, written: readonly string[] = []): CameraFacts {
  const exif = tags?.exif;
  if (!exif) return { ...NO_FACTS, taken: takenOf({}, written) };
  return {
    taken: takenOf(exif, written),
    camera: unlessEmpty({
      make: textOf(exif, 'Make'),
      model: textOf(exif, 'Model'),
      lens: textOf(exif, 'LensModel'),
    }),
    exposure: unlessEmpty({
      seconds: numberOf(exif, 'ExposureTime'),
      f_number: numberOf(exif, 'FNumber'),
      iso: numberOf(exif, 'ISOSpeedRatings') ?? numberOf(exif, 'PhotographicSensitivity'),
      focal_length_mm: numberOf(exif, 'FocalLength'),
    }),
    location: locationOf(exif),
  };
}
