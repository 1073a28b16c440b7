// Tags of orientation as browsers read them, in a JPEG and in a PNG; each was shown to Chromium.
import { describe, expect, it } from 'vitest';
import * as build from '#shared/mediahub/testing/exif-block';
import { readOrientation } from './orientation.ts';

const ORIENTATION = 0x01_12;
const { short, long, numbers, bytes } = build.writer(true);
const block = (ifd0: readonly build.Tag[], exif: readonly build.Tag[] = []) =>
  build.exifBlock({ littleEndian: true, ifd0, exif, gps: [], next: 0xff_ff_ff_f0 });
const six = short(ORIENTATION, 6);

describe.each([
  ['a JPEG', build.inJpeg],
  ['a PNG', build.inPng],
] as const)('in %s', (_, container) => {
  it.each<[string, build.Bytes, number]>([
    ['one short number', block([six]), 6],
    ['of two the first', block([six, short(ORIENTATION, 3)]), 6],
    ["only in the camera's own directory", block([], [six]), 6],
    ['a byte', block([bytes(ORIENTATION, build.TYPE.byte, new Uint8Array([6]))]), 1],
    ['a long number', block([long(ORIENTATION, 6)]), 1],
    ['two numbers', block([{ ...six, count: 2, data: numbers(2, [6, 3]) }]), 1],
    ['no number', block([{ ...six, count: 0 }]), 1],
    ['a number that turns nothing', block([short(ORIENTATION, 9)]), 1],
    ['a block of BigTIFF', block([six]).with(2, 43), 1],
    ['a block that ends in its tag', block([six]).slice(0, 20), 1],
    ['no block', new Uint8Array(0), 1],
  ])('%s', (_name, tiff, orientation) => expect(readOrientation(container(tiff))).toBe(orientation));
});

it.each<[string, build.Bytes, number]>([
  ['a segment that ends with its name is passed over', new Uint8Array(0), 6],
  ['one that says nothing counts', block([]), 1],
])('of two in a JPEG, %s', (_, first, orientation) => {
  const [one, other] = [build.inJpeg(first), build.inJpeg(block([six]))];
  const both = new Uint8Array([...one.slice(0, 12 + first.length), ...other.slice(2)]);
  expect(readOrientation(both)).toBe(orientation);
});

it('the byte behind the name of a segment may be any', () => {
  const jpeg = build.inJpeg(block([six]));
  expect(jpeg[10]).toBe(0);
  jpeg[11] = 0xff;
  expect(readOrientation(jpeg)).toBe(6);
});

it('of a PNG, a block whose checksum is wrong turns nothing', () => {
  const png = build.inPng(block([six]));
  const end = png.length - 12;
  png[end - 1] = (png[end - 1] ?? 0) ^ 1;
  expect(readOrientation(png)).toBe(1);
});

it('of a PNG, tags behind its pixels turn nothing', () => {
  const png = build.inPng(block([six]));
  const [start, end] = [33, png.length - 12];
  const pixels = [0, 0, 0, 0, ...new TextEncoder().encode('IDAT'), 0, 0, 0, 0];
  const late = new Uint8Array([...png.slice(0, start), ...pixels, ...png.slice(start, end), ...png.slice(end)]);
  expect([readOrientation(png), readOrientation(late)]).toEqual([6, 1]);
});

it('a WebP is not turned', () => expect(readOrientation(build.inWebp(block([six])))).toBe(1));
