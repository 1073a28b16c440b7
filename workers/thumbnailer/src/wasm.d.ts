// What wrangler makes of an imported .wasm file.
declare module '@imagemagick/magick-wasm/magick.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
