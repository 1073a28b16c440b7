// What wrangler makes of an imported .wasm file.
declare module '@imagemagick/magick-wasm/magick.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module 'libheif-js/libheif-wasm/libheif.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
declare module 'ogv/dist/ogv-decoder-video-av1-wasm.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
declare module 'ogv/dist/ogv-decoder-video-av1-wasm.js' {
  export default function create(options: object): Promise<unknown>;
}
declare module '@jsquash/webp/codec/dec/webp_dec.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
declare module '@jsquash/webp/codec/dec/webp_dec.js' {
  export default function create(options: object): Promise<{ decode(webp: Uint8Array): unknown }>;
}
/** And of a .bin file, which only tests import: a picture. */
declare module '*.bin' {
  const bytes: ArrayBuffer;
  export default bytes;
}
