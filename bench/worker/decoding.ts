// The thumbnailer's own code in a Worker that also says how large the heaps of its decoders have grown: for decoders.mjs.
// oxlint-disable-next-line no-restricted-imports
import { renditionsOf } from '../../workers/thumbnailer/src/renditions-of.ts';
import { RENDITION_SIDES, ZOOM_SIDE } from '#shared/mediahub/ports/thumbnailer';

const memories: WebAssembly.Memory[] = [];

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(Instance, args) {
    const instance = Reflect.construct(Instance, args) as WebAssembly.Instance;
    const memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
    if (memory) memories.push(memory);
    return instance;
  },
});

export default {
  async fetch(request: Request): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    memories.length = 0;
    const sides = new URL(request.url).searchParams.has('zoom') ? [ZOOM_SIDE] : RENDITION_SIDES;
    const { refused, report } = await renditionsOf(bytes, bytes.length, sides, 'bench');
    const heap = memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
    return Response.json({ outcome: refused ?? report?.made_of, heap });
  },
};
