// The memory of all decoders of one picture together, in an isolate that has 128 MB in production.
import { expect, it } from 'vitest';
import { fixture } from '../test/fixtures.ts';
import { made } from '../test/post.ts';

const heaps: WebAssembly.Memory[] = [];

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(Instance, args: [WebAssembly.Module, WebAssembly.Imports]) {
    const instance = new Instance(...args);
    const memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
    if (memory) heaps.push(memory);
    return instance;
  },
});

const MEGA = 1_000_000;

it('an AVIF of 36 megapixels, square, takes at most 100 MB', async () => {
  // dav1d aborts at 4:4:4 and is thrown away, and beside so large a picture ImageMagick is as well: both begin anew.
  await made(fixture('avif-444-small.avif'));
  heaps.length = 0;
  expect((await made(fixture('avif-36mp.avif'))).refused).toBe(null);
  expect(heaps.length).toBe(2);
  const sum = heaps.reduce((bytes, { buffer }) => bytes + buffer.byteLength, 0);
  expect(sum / MEGA).toBeLessThanOrEqual(100);
});
