// AV1 still pictures of 8 bits by dav1d, which ogv carries: 12 MP take 30 MB where ImageMagick takes 250. ogv copies each
// frame out of the heap; its callback is replaced, so that the planes are read where they are. It shows 4:2:0 only and
// aborts at what else dav1d has decoded: those pictures are found in the heap. It has to be ogv 1.8: the build of 1.9 gives
// dav1d a stack of 64 KB, which its filters overflow, so that pictures are damaged without a word.
import ogv from 'ogv/dist/ogv-decoder-video-av1-wasm.js';
import wasm from 'ogv/dist/ogv-decoder-video-av1-wasm.wasm';
import { av1Sequence } from '../color/av1.ts';
import type { Coding } from '../color/heif.ts';
import type { Size } from '#shared/mediahub/media/size';
import type { Plane, Planes } from '../raster.ts';
import { instantiated } from './instantiated.ts';

interface Dav1d {
  init(done: () => void): void;
  processFrame(data: ArrayBuffer, done: (ok: number) => void): void;
}

/** Pointer and stride of Y, U and V; width and height; width and height of the chroma planes. */
type Frame = readonly [number, number, number, number, number, number, number, number, number, number];

/** The one import with so many parameters is the callback for a frame. */
const FRAME_PARAMETERS = 14;

const KEEP_BYTES = 30_000_000;

interface Started {
  decoder: Dav1d;
  heap(): Uint8Array;
  /** What the next frame is given to. */
  onFrame: (frame: Frame) => void;
}

let kept: Started | null = null;

const isFunction = (value: unknown): value is (...args: number[]) => unknown => typeof value === 'function';

interface Listened {
  listeners(event: string): ((...args: unknown[]) => void)[];
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
}

/**
 * ogv takes workerd for Node and listens for rejections for ever, with all its memory in hand: what listens since then is
 * let go, or no heap that is thrown away would be freed.
 */
function unheard<T>(starting: () => T): T {
  const process = Reflect.get(globalThis, 'process') as Listened | undefined;
  const event = 'unhandledRejection';
  const before = new Set(process?.listeners(event));
  const result = starting();
  for (const listener of process?.listeners(event) ?? [])
    if (!before.has(listener)) process?.removeListener(event, listener);
  return result;
}

async function started(): Promise<Started> {
  if (kept) return kept;
  let memory: WebAssembly.Memory | null = null;
  const state = {
    heap: () => new Uint8Array(memory?.buffer ?? new ArrayBuffer(0)),
    onFrame: () => undefined,
  } as unknown as Started;
  const options = instantiated(wasm, (imports) => {
    for (const part of Object.values(imports))
      for (const [name, value] of Object.entries(part))
        if (isFunction(value) && value.length >= FRAME_PARAMETERS)
          Reflect.set(part, name, (...frame: number[]) => state.onFrame(frame as unknown as Frame));
  });
  const { instantiateWasm } = options;
  options.instantiateWasm = (imports, done) => {
    const exports = instantiateWasm(imports, done);
    memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory) ?? null;
    return exports;
  };
  // Without a format it would wait for a header of the container that it was made for.
  state.decoder = (await unheard(() => ogv({ ...options, videoFormat: {} }))) as Dav1d;
  state.decoder.init(() => undefined);
  return (kept = state);
}

const planesOf = (heap: Uint8Array, frame: Frame, coding: Coding): Planes => {
  const [y, strideY, u, strideU, v, strideV, width, height, chromaWidth, chromaHeight] = frame;
  const plane = (at: number, stride: number, w: number, h: number): Plane => ({
    width: w,
    height: h,
    stride,
    bytes: heap.subarray(at, at + stride * h),
  });
  return {
    y: plane(y, strideY, width, height),
    u: plane(u, strideU, chromaWidth, chromaHeight),
    v: plane(v, strideV, chromaWidth, chromaHeight),
    bits: 8,
    ...coding,
  };
};

/** How many pixels a chroma sample covers across and down, by dav1d's numbers of layouts: none, 4:2:0, 4:2:2, 4:4:4. */
const LAYOUTS: readonly (readonly [number, number] | null)[] = [null, [2, 2], [2, 1], [1, 1]];
const BITS = 8;

/**
 * The picture that dav1d has decoded, where ogv has no use for it: a `Dav1dPicture` of 32 bits holds three pointers, two
 * strides, width, height, layout and bits.
 */
function abandoned(heap: Uint8Array, { width, height }: Size, coding: Coding): Planes | null {
  const words = new Uint32Array(heap.buffer);
  for (let at = words.indexOf(width); at >= 0; at = words.indexOf(width, at + 1)) {
    const [y = 0, u = 0, v = 0, stride = 0, chromaStride = 0, , rows, layout = 0, bits] = words.subarray(at - 5);
    const chroma = LAYOUTS[layout];
    if (rows !== height || bits !== BITS || chroma === undefined || y === 0 || stride < width) continue;
    if (y + stride * height > heap.length) continue;
    const [across, down] = chroma ?? [1, 1];
    const small = { width: Math.ceil(width / across), height: Math.ceil(height / down), stride: chromaStride };
    const plane = (from: number, size: Omit<Plane, 'bytes'>): Plane => ({
      ...size,
      bytes: heap.subarray(from, from + size.stride * size.height),
    });
    return {
      y: plane(y, { width, height, stride }),
      u: chroma && plane(u, small),
      v: chroma && plane(v, small),
      bits,
      ...coding,
    };
  }
  return null;
}

/**
 * Decodes one still picture of 8 bits; `use` sees its planes, which are the decoder's own memory and gone
 * afterwards. Of a picture of several layers it is the coarsest: ogv takes no more than one frame from dav1d.
 * @throws when the data is no picture
 */
export async function withAv1(item: Uint8Array, coding: Coding, use: (planes: Planes) => void): Promise<void> {
  const state = await started();
  let seen = false;
  const show = (planes: Planes): void => {
    if (seen) return;
    seen = true;
    use(planes);
  };
  state.onFrame = (frame) => show(planesOf(state.heap(), frame, coding));
  let sound = false;
  try {
    state.decoder.processFrame(item.slice().buffer, () => undefined);
    sound = seen;
  } catch (error) {
    const size = av1Sequence(item);
    const planes =
      !seen && error instanceof WebAssembly.RuntimeError && size && abandoned(state.heap(), size, coding);
    if (!planes) throw error;
    show(planes);
  } finally {
    // dav1d keeps frames that later ones may refer to: a new picture begins with a new decoder.
    if (!sound || state.heap().length > KEEP_BYTES) kept = null;
  }
  if (!seen) throw new Error('dav1d has no picture');
}
