// What wrangler makes of an imported .wasm file.
declare module '@imagemagick/magick-wasm/magick.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

/** And of a .bin file, which only tests import: a picture. */
declare module '*.bin' {
  const bytes: ArrayBuffer;
  export default bytes;
}
