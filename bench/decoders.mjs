// Time and WASM heap of both decoders by format and size: the numbers behind src/decoder-for.ts. Each cell is a
// process of its own, since a WASM heap never shrinks.   npx node bench/decoders.mjs
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MEGAPIXELS = [1, 2, 4, 8, 12, 24];
/** @type {Record<string, import('@imagemagick/magick-wasm').MagickFormat>} */
const FORMATS = { jpeg: 'JPEG', progressive: 'PJPEG', png: 'PNG', webp: 'WEBP', gif: 'GIF', avif: 'AVIF' };
/** Encoding larger ones would take minutes. */
const AVIF_LARGEST = 8;

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

/** @type {WebAssembly.Memory | undefined} */
let memory;
// Both libraries keep their memory to themselves, but the exports of every module pass here.
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(Instance, args) {
    const instance = Reflect.construct(Instance, args);
    memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory) ?? memory;
    return instance;
  },
});

async function magick() {
  const library = await import('@imagemagick/magick-wasm');
  const wasm = fileURLToPath(import.meta.resolve('@imagemagick/magick-wasm/magick.wasm'));
  await library.initializeImageMagick(new WebAssembly.Module(readFileSync(wasm)));
  return library;
}

/** @param {number} megapixels */
const sizeOf = (megapixels) => {
  const width = Math.round(Math.sqrt((megapixels * 4e6) / 3));
  return { width, height: Math.round((width * 3) / 4) };
};

/** Writes a picture with detail everywhere, so that it compresses like a photo. */
async function make(/** @type {string[]} */ [file = '', format = '', megapixels = '']) {
  const { ImageMagick, MagickReadSettings } = await magick();
  const { width, height } = sizeOf(Number(megapixels));
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0, y = 0, noise = 1; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      rgba[at] = (x * 200) / width + (noise >>> 27);
      rgba[at + 1] = (y * 255) / height;
      rgba[at + 2] = 128 + 100 * Math.sin(x / 37) * Math.cos(y / 23);
    }
  ImageMagick.read(rgba, new MagickReadSettings({ format: 'RGBA', width, height, depth: 8 }), (image) => {
    image.quality = 80;
    image.settings.setDefine('HEIC', 'speed', '9');
    image.write(FORMATS[format] ?? 'JPEG', (data) => writeFileSync(file, data));
  });
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<() => void>}
 */
async function photonOn(bytes) {
  const { PhotonImage, resize, SamplingFilter } = await import('@cf-wasm/photon/node');
  return () => {
    const image = PhotonImage.new_from_byteslice(bytes);
    const small = resize(image, 400, 300, SamplingFilter.Triangle);
    small.get_bytes_jpeg(82);
    small.free();
    image.free();
  };
}

/**
 * @param {Uint8Array} bytes
 * @param {string} format
 * @returns {Promise<() => void>}
 */
async function magickOn(bytes, format) {
  const { ImageMagick, MagickGeometry, MagickReadSettings } = await magick();
  return () => {
    const settings = new MagickReadSettings({
      format: format === 'progressive' ? 'JPEG' : (FORMATS[format] ?? 'JPEG'),
    });
    settings.setDefine('JPEG', 'size', '800x800');
    ImageMagick.read(bytes, settings, (image) => {
      image.autoOrient();
      image.thumbnail(new MagickGeometry(400, 400));
      image.quality = 82;
      image.write('JPEG', () => undefined);
    });
  };
}

/** Prints the first time, the time when warm, and the heap in MB. */
async function run(/** @type {string[]} */ [file = '', format = '', decoder = '']) {
  const bytes = readFileSync(file);
  const decode = decoder === 'photon' ? await photonOn(bytes) : await magickOn(bytes, format);
  const times = [1, 2, 3].map(() => {
    const began = performance.now();
    decode();
    return Math.round(performance.now() - began);
  });
  const heap = Math.round((memory?.buffer.byteLength ?? 0) / 1e6);
  say(JSON.stringify({ first: times[0], warm: Math.min(...times), heap }));
}

/** @param {string[]} args */
const child = (...args) =>
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

function table() {
  const folder = mkdtempSync(join(tmpdir(), 'mediahub-decoders-'));
  say(`${cpus()[0]?.model} × ${cpus().length}, Node ${process.versions.node}; ms first / warm, WASM heap in MB\n`);
  say('| Format | MP | File | photon | ImageMagick |\n|---|---|---|---|---|');
  for (const format of Object.keys(FORMATS))
    for (const megapixels of MEGAPIXELS) {
      if (format === 'avif' && megapixels > AVIF_LARGEST) continue;
      const file = join(folder, `${format}-${megapixels}`);
      child('make', file, format, String(megapixels));
      const cell = (/** @type {string} */ decoder) => {
        try {
          const { first, warm, heap } = JSON.parse(child('run', file, format, decoder));
          return `${first} / ${warm} ms, ${heap} MB`;
        } catch {
          return 'cannot';
        }
      };
      const size = `${(statSync(file).size / 1e6).toFixed(1)} MB`;
      say(`| ${format} | ${megapixels} | ${size} | ${cell('photon')} | ${cell('magick')} |`);
      if (existsSync(file)) rmSync(file);
    }
  rmSync(folder, { recursive: true });
}

const [job, ...args] = process.argv.slice(2);
await (job === 'make' ? make(args) : job === 'run' ? run(args) : table());
