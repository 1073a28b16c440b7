// How Emscripten's modules are given their WebAssembly: workerd compiles none from bytes, only what is imported as a module.
// Emscripten takes workerd for Node, since there is a `process`, and asks for the folder it is in; it never reads from it.
Reflect.set(globalThis, '__dirname', '');

type Callback = (instance: WebAssembly.Instance) => unknown;

export interface Instantiation {
  instantiateWasm(imports: WebAssembly.Imports, done: Callback): WebAssembly.Exports;
}

/** Imports of one parameter: the one that makes the heap larger is among them, and is asked for bytes. */
const isAsking = (value: unknown): value is (bytes: number) => unknown =>
  typeof value === 'function' && value.length === 1;

const PAGE = 65_536;

/**
 * Emscripten makes a heap a fifth larger than it has to be, whenever a decoder asks for more: of a picture that just fits
 * these are the megabytes that it has not. Here it grows by what was asked for.
 */
function growingExactly(imports: WebAssembly.Imports): (exports: WebAssembly.Exports) => void {
  let asked = 0;
  for (const part of Object.values(imports))
    for (const [name, value] of Object.entries(part))
      if (isAsking(value))
        Reflect.set(part, name, (bytes: number) => {
          asked = bytes >>> 0;
          return value(bytes);
        });
  return (exports) => {
    const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
    if (!memory) return;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages) => {
      const needed = Math.ceil((asked - memory.buffer.byteLength) / PAGE);
      return grow(needed > 0 ? Math.min(pages, needed) : pages);
    };
  };
}

/**
 * For a library that makes its instance itself, at once when it is called: that one grows exactly as well.
 * @param start calls the library
 */
export function startedExactly<T>(start: () => T): T {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, [module, imports]: [WebAssembly.Module, WebAssembly.Imports]) {
      const grown = growingExactly(imports);
      const instance = new target(module, imports);
      grown(instance.exports);
      return instance;
    },
  });
  try {
    return start();
  } finally {
    WebAssembly.Instance = Instance;
  }
}

/** @param see is shown the imports before the module is, and may replace some */
export const instantiated = (
  wasm: WebAssembly.Module,
  see: (imports: WebAssembly.Imports) => void = () => undefined,
): Instantiation => ({
  instantiateWasm(imports, done) {
    const grown = growingExactly(imports);
    see(imports);
    const instance = new WebAssembly.Instance(wasm, imports);
    grown(instance.exports);
    done(instance);
    return instance.exports;
  },
});
