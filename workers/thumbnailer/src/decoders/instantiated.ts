// How Emscripten's modules are given their WebAssembly: workerd compiles none from bytes, only what is imported as a module.
// Emscripten takes workerd for Node, since there is a `process`, and asks for the folder it is in; it never reads from it.
Reflect.set(globalThis, '__dirname', '');

type Callback = (instance: WebAssembly.Instance) => unknown;

export interface Instantiation {
  instantiateWasm(imports: WebAssembly.Imports, done: Callback): WebAssembly.Exports;
}

/** @param see is shown the imports before the module is, and may replace some */
export const instantiated = (
  wasm: WebAssembly.Module,
  see: (imports: WebAssembly.Imports) => void = () => undefined,
): Instantiation => ({
  instantiateWasm(imports, done) {
    see(imports);
    const instance = new WebAssembly.Instance(wasm, imports);
    done(instance);
    return instance.exports;
  },
});
