// What wrangler makes of an imported .wasm file.
declare module '@imagemagick/magick-wasm/magick.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module 'libheif-js/libheif-wasm/libheif.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
declare module 'ogv/dist/ogv-decoder-video-av1-simd-wasm.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
declare module 'ogv/dist/ogv-decoder-video-av1-simd-wasm.js' {
  export default function create(options: object): Promise<unknown>;
}
/** And of a .bin file, which only tests import: a picture. */
declare module '*.bin' {
  const bytes: ArrayBuffer;
  export default bytes;
}
