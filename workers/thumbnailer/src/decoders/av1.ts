// AV1 still pictures of 8 bits and 4:2:0 by dav1d, which ogv carries: 12 MP take 30 MB where ImageMagick takes 250. ogv
// copies each frame out of the heap; its callback is replaced, so that the planes are read where they are. It has to be ogv
// 1.8: the build of 1.9 gives dav1d a stack of 64 KB, which its filters overflow, so that pictures are damaged without a word.
import ogv from 'ogv/dist/ogv-decoder-video-av1-wasm.js';
import wasm from 'ogv/dist/ogv-decoder-video-av1-wasm.wasm';
import type { Coding } from '../color/heif.ts';
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
  state.decoder = (await ogv({ ...options, videoFormat: {} })) as Dav1d;
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

/**
 * Decodes one still picture of 8 bits and 4:2:0; `use` sees its planes, which are the decoder's own memory and gone
 * afterwards. Of a picture of several layers it is the coarsest: ogv takes no more than one frame from dav1d.
 * @throws when the data is no picture
 */
export async function withAv1(item: Uint8Array, coding: Coding, use: (planes: Planes) => void): Promise<void> {
  const state = await started();
  let seen = false;
  state.onFrame = (frame) => {
    if (seen) return;
    seen = true;
    use(planesOf(state.heap(), frame, coding));
  };
  try {
    state.decoder.processFrame(item.slice().buffer, () => undefined);
    if (!seen) throw new Error('dav1d has no picture');
  } finally {
    // dav1d keeps frames that later ones may refer to: a new picture begins with a new decoder.
    if (!seen || state.heap().length > KEEP_BYTES) kept = null;
  }
}
