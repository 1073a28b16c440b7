// Random packets of XMP in every kind of file: their dates are found as written, among any other chunks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fcParameters, timeoutFor } from '#shared/engine/testing/property';
import { jpegWith, pngWith, webpWith, type Bytes } from '#shared/mediahub/testing/exif-block';
import { writtenDates } from './xmp.ts';

const bytesOf = (text: string): Bytes => new Uint8Array(new TextEncoder().encode(text));
const container = fc.constantFrom<((packet: string) => Bytes)[]>(
  (packet) => jpegWith('http://ns.adobe.com/xap/1.0/\0', bytesOf(packet)),
  (packet) => pngWith('iTXt', bytesOf(`XML:com.adobe.xmp\0\0\0\0\0${packet}`)),
  (packet) => webpWith('XMP ', bytesOf(packet)),
);

const NAMES = ['exif:DateTimeOriginal', 'photoshop:DateCreated', 'exif:DateTimeDigitized', 'xmp:CreateDate'];
const date = fc
  .tuple(fc.date({ noInvalidDate: true }), fc.constantFrom('', 'Z', '+09:00', '-03:30'))
  .map(([at, zone]) => `${at.toISOString().slice(0, -1)}${zone}`);
/** An attribute or an element, among the other content of a packet. */
const property = fc.record({
  isAttribute: fc.boolean(),
  quote: fc.constantFrom('"', "'"),
  text: fc.option(date),
});
const noise = fc.constantFrom(
  '',
  ' xmp:ModifyDate="2001-01-01T00:00:00"',
  ' myexif:Note="exif:DateTimeOriginal"',
  ' tiff:Make="2002-02-02"',
);

describe('the dates of a packet of XMP', () => {
  it('are found in their order', { timeout: timeoutFor(5000) }, () =>
    fc.assert(
      fc.property(container, fc.tuple(property, property, property, property), noise, (put, properties, more) => {
        const named = properties.map((one, i) => ({ ...one, name: NAMES[i] ?? '' }));
        const written = named.flatMap(({ text, ...one }) => (text === null ? [] : [{ ...one, text }]));
        const attributes = written.filter((one) => one.isAttribute);
        const elements = written.filter((one) => !one.isAttribute);
        const packet = [
          '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>',
          `<rdf:Description${more}${attributes.map(({ name, quote, text }) => ` ${name}=${quote}${text}${quote}`).join('')}>`,
          ...elements.map(({ name, text }) => `<${name}>${text}</${name}>`),
          '</rdf:Description></rdf:RDF></x:xmpmeta>',
        ].join('\n');
        expect(writtenDates(put(packet))).toEqual(written.map(({ text }) => text));
      }),
      fcParameters(300),
    ),
  );

  it('are none in what is cut off or no packet', { timeout: timeoutFor(5000) }, () =>
    fc.assert(
      fc.property(
        container,
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (put, text, share) => {
          const file = put(text);
          expect(writtenDates(file.slice(0, Math.floor(share * file.length))).length).toBeLessThanOrEqual(4);
        },
      ),
      fcParameters(300),
    ),
  );
});

it('the creation time of a PNG is found, after the dates of a packet', () => {
  const png = pngWith('tEXt', bytesOf('Creation Time\0Tue, 13 Feb 2007 06:34:38 GMT'));
  expect(writtenDates(png)).toEqual(['Tue, 13 Feb 2007 06:34:38 GMT']);
  expect(
    writtenDates(pngWith('iTXt', bytesOf('Creation Time\0\0\0en\0Creation\x002024-05-06T07:08:09Z'))),
  ).toEqual(['2024-05-06T07:08:09Z']);
  expect(writtenDates(pngWith('tEXt', bytesOf('date:create\x002024-05-06T07:08:09Z')))).toEqual([]);
});
