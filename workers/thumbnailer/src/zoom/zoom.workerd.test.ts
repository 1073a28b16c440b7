// A HEIC as one large JPEG, made of strips: every strip where it belongs, in its colours, and turned by a word in the file.
import { describe, expect, it } from 'vitest';
import { imageHeaderOf } from '#shared/mediahub/media/image-header';
import { ZOOM_SIDE } from '#shared/mediahub/ports/thumbnailer';
import { fixture } from '../../test/fixtures.ts';
import { clap, gridFile, irot, partsOf, type Properties } from '../../test/heif.ts';
import { look } from '../../test/pictures.ts';
import { made } from '../../test/post.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Three tiles across, two down, of 512 pixels, cut at the right and at the bottom. */
const grid = (properties: Properties = []): Bytes =>
  gridFile({ columns: 3, width: 1300, height: 800, tiles: partsOf('heic-tiles.heic'), properties });

async function zoomOf(file: Bytes): Promise<Bytes> {
  const { refused, files } = await made(file, { sides: [ZOOM_SIDE] });
  expect([refused, [...files.keys()]]).toEqual([null, [ZOOM_SIDE]]);
  return files.get(ZOOM_SIDE) ?? new Uint8Array();
}

const near = (seen: readonly number[], wanted: readonly number[]): boolean =>
  wanted.every((value, c) => Math.abs(value - (seen[c] ?? -99)) <= 14);

describe('a HEIC to zoom into', () => {
  it('has every tile where it belongs, to the last row', async () => {
    const { width, height, colour } = look(await zoomOf(grid()));
    expect([width, height]).toEqual([1300, 800]);
    const [red, green, blue, yellow, white, violet] = [[220, 40, 40], [40, 180, 60], [50, 80, 220], [240, 220, 50], [230, 230, 230], [120, 60, 160]]; // prettier-ignore
    const points = [0.01, 0.66].flatMap((y) => [0.005, 0.5, 0.995].map((x) => colour(x, y)));
    const last = [0.005, 0.5, 0.995].map((x) => colour(x, 0.998));
    const wanted = [red, green, blue, yellow, white, violet, yellow, white, violet];
    [...points, ...last].forEach((seen, i) =>
      expect(near(seen, wanted[i] ?? []), `${i}: ${seen.join()}`).toBe(true),
    );
  });

  it('says how it is turned, and nothing else', async () => {
    const header = imageHeaderOf(await zoomOf(grid([irot(1)])));
    expect([header?.orientation, header?.shown]).toEqual([8, { width: 800, height: 1300 }]);
  });

  it('without tiles is cut from the planes', async () => {
    const { width, height, colour } = look(await zoomOf(fixture('heic-small.heic')));
    expect([width, height]).toEqual([300, 200]);
    expect(near(colour(0.75, 0.75), [240, 220, 50])).toBe(true);
  });

  it('that is cropped is made as a whole', async () => {
    const { width, height, colour } = look(await zoomOf(grid([clap(700, 400, 200, 100)])));
    expect([width, height]).toEqual([700, 400]);
    expect(near(colour(0.005, 0.2), [220, 40, 40])).toBe(true);
  });

  it('is made of nothing that browsers show themselves', async () => {
    const { refused, files } = await made(fixture('icc-p3.jpg'), { sides: [ZOOM_SIDE] });
    expect([refused, files.size]).toEqual(['too_many_pixels', 0]);
  });
});
