import { describe, expect, it } from 'vitest';
import { jpegFrame } from './jpeg.ts';

const FRAME = [8, 0, 3, 0, 4, 3];
const jpeg = (...segments: number[][]) =>
  new Uint8Array([
    0xff, 0xd8,
    ...segments.flatMap(([marker = 0, ...data]) => [0xff, marker, 0, data.length + 2, ...data]),
  ]); // prettier-ignore

describe('the frame header of a JPEG', () => {
  it.each([
    ['baseline', 0xc0, false],
    ['extended', 0xc1, false],
    ['progressive', 0xc2, true],
    ['progressive with arithmetic coding', 0xca, true],
  ])('%s', (_, marker, progressive) =>
    expect(jpegFrame(jpeg([0xe0, 0xff, 0xc2], [marker, ...FRAME]))).toEqual({
      width: 4,
      height: 3,
      components: 3,
      progressive,
    }),
  );

  it('is found behind bytes that are no segment, as decoders find it', () => {
    const whole = jpeg([0xe0, 1], [0xc0, ...FRAME]);
    const at = whole.length - FRAME.length - 4;
    const odd = new Uint8Array([...whole.slice(0, at), 0, 0, 0xff, 0xff, ...whole.slice(at + 1)]);
    expect(jpegFrame(odd)).toMatchObject({ width: 4, height: 3 });
  });

  it('is not looked for among the pixels, nor beyond the end', () => {
    expect(jpegFrame(jpeg([0xda, 1], [0xc0, ...FRAME]))).toBeNull();
    expect(jpegFrame(jpeg([0xc0, ...FRAME]).slice(0, -2))).toBeNull();
    expect(jpegFrame(new Uint8Array([0xff, 0xd8, 0xff]))).toBeNull();
    expect(jpegFrame(new Uint8Array([0xff, 0xd9, ...jpeg([0xc0, ...FRAME])]))).toBeNull();
  });
});
