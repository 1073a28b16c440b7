// EXIF, XMP and IPTC as ImageMagick wrote them into PNG files before there was an eXIf chunk, and the date of IPTC in a JPEG.
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { exifBlock, jpegWith, pngWith, writer, type Bytes } from '#shared/mediahub/testing/exif-block';
import { cameraFacts } from './camera.ts';
import { exifOf } from './exif.ts';
import { metadataOfPng } from './png-metadata.ts';
import { writtenDates } from './xmp.ts';

const bytesOf = (text: string): Bytes => Uint8Array.from(text, (char) => char.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const { text } = writer(true);
const TIFF = exifBlock({
  littleEndian: true,
  ifd0: [text(0x01_0f, 'Canon')],
  exif: [text(0x90_03, '2021:03:04 05:06:07')],
  gps: [],
  next: 0,
});
const EXIF = `Exif\0\0${textOf(TIFF)}`;
const XMP = '<x:xmpmeta><rdf:Description exif:DateTimeOriginal="2020-02-03T04:05:06"/></x:xmpmeta>';
const dataset = (id: number, value: string): string =>
  `\x1c\x02${String.fromCharCode(id)}\0${String.fromCharCode(value.length)}${value}`;
const IPTC = `8BIM\x04\x04\0\0\0\0\0\x1f${dataset(55, '20190102')}${dataset(60, '030405+0900')}`;

/** In lines of 72 digits. */
function rawProfile(name: string, kind: string, profile: string): string {
  const digits = Buffer.from(profile, 'latin1').toString('hex').replaceAll(/.{72}/g, '$&\n');
  return `Raw profile type ${name}\0\n${kind}\n${String(profile.length).padStart(8)}\n${digits}\n`;
}

const deflated = (body: string): string => textOf(deflateSync(Buffer.from(body, 'latin1')));
/** The same as tEXt, with what is behind its name compressed. */
function compressed(plain: string): Bytes {
  const end = plain.indexOf('\0') + 1;
  return bytesOf(`${plain.slice(0, end)}\0${deflated(plain.slice(end))}`);
}

async function factsOf(png: Bytes) {
  const metadata = await metadataOfPng(png);
  const { taken, camera } = cameraFacts(exifOf(metadata), writtenDates(metadata));
  return [taken === null ? null : `${taken.local}${taken.zone ?? ''}`, camera?.make ?? null];
}

describe('a PNG', () => {
  it.each([
    ['exif', 'exif', EXIF, ['2021-03-04T05:06:07', 'Canon']],
    ['APP1', 'generic profile', EXIF, ['2021-03-04T05:06:07', 'Canon']],
    ['xmp', 'xmp', XMP, ['2020-02-03T04:05:06', null]],
    ['APP1', 'generic profile', `http://ns.adobe.com/xap/1.0/\0${XMP}`, ['2020-02-03T04:05:06', null]],
    ['iptc', 'iptc', IPTC, ['2019-01-02T03:04:05+09:00', null]],
    ['8bim', '8bim', IPTC, ['2019-01-02T03:04:05+09:00', null]],
    ['icc', 'icc', 'a profile', [null, null]],
  ])(
    'with a raw profile of type %s (%s) says what is in it, plain or compressed',
    async (name, kind, profile, facts) => {
      const plain = rawProfile(name, kind, profile);
      expect(await factsOf(pngWith('tEXt', bytesOf(plain)))).toEqual(facts);
      expect(await factsOf(pngWith('zTXt', compressed(plain)))).toEqual(facts);
    },
  );

  it('with a compressed packet of XMP, or a compressed time of creation, says what is in it', async () => {
    const packet = bytesOf(`XML:com.adobe.xmp\0\x01\0\0\0${deflated(XMP)}`);
    expect(await factsOf(pngWith('iTXt', packet))).toEqual(['2020-02-03T04:05:06', null]);
    const created = compressed('Creation Time\x002018:01:02 03:04:05');
    expect(await factsOf(pngWith('zTXt', created))).toEqual(['2018-01-02T03:04:05', null]);
  });

  it('with an eXIf chunk as well is read by that', async () => {
    const other = rawProfile('exif', 'exif', EXIF.replace('Canon', 'Nikon'));
    const own = pngWith('eXIf', TIFF);
    const both = new Uint8Array(Buffer.concat([pngWith('tEXt', bytesOf(other)), own.subarray(8)]));
    expect(await factsOf(both)).toEqual(['2021-03-04T05:06:07', 'Canon']);
  });

  it('whose texts are anything at all is read to its end', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('tEXt', 'zTXt', 'iTXt'),
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.nat(300).map((cut) => compressed(rawProfile('exif', 'exif', EXIF)).slice(0, cut)),
        ),
        async (type, data) => {
          expect(await factsOf(pngWith(type, new Uint8Array(data)))).toHaveLength(2);
        },
      ),
      fcParameters(200),
    ));

  it('whose text would inflate without end is read in part', async () => {
    const bomb = compressed(`Creation Time\x002018:01:02 03:04:05${' '.repeat(50_000_000)}`);
    expect((await metadataOfPng(pngWith('zTXt', bomb))).length).toBeLessThan(1_000_000);
  });
});

it('a JPEG without EXIF and XMP is as old as its IPTC says, where that has date and time', () => {
  const jpeg = (block: string) => {
    const found = jpegWith('', bytesOf(`Photoshop 3.0\0${block}`));
    found[3] = 0xed;
    return writtenDates(found);
  };
  expect(jpeg(IPTC)).toEqual(['2019-01-02 03:04:05+0900']);
  expect(jpeg(dataset(55, '20190102') + dataset(60, '030405'))).toEqual(['2019-01-02 03:04:05']);
  expect(jpeg(dataset(55, '20190102'))).toEqual([]);
});
