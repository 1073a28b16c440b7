// Time and heap of the thumbnailer's decoders inside workerd, a fresh one for each file: the numbers behind its
// src/decoder-for.ts.   npx node bench/decoders.mjs [--zoom] photo.jpg photo.heic …
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), 'mediahub-decoders-'));
const worker = join(here, '..', 'workers', 'thumbnailer');

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

/** @param {number} bytes */
const mega = (bytes) => (bytes / 1e6).toFixed(1);

function bundled() {
  const wrangler = join(here, '..', 'node_modules', 'wrangler', 'bin', 'wrangler.js');
  const entry = join(here, 'worker', 'decoding.ts');
  const args = [wrangler, 'deploy', entry, '-c', 'wrangler.toml', '--dry-run', '--env=', '--outdir', folder];
  // Paths in its wrangler.toml count from there.
  execFileSync(process.execPath, args, { cwd: worker });
  /** @type {('CompiledWasm' | 'ESModule')[]} */
  const types = ['CompiledWasm', 'ESModule'];
  const [wasm = 'CompiledWasm', js = 'ESModule'] = types;
  return readdirSync(folder)
    .filter((name) => /\.(js|wasm)$/.test(name))
    .sort((a) => (a.endsWith('.js') ? -1 : 1))
    .map((name) => ({ type: name.endsWith('.wasm') ? wasm : js, path: join(folder, name) }));
}

/**
 * @param {ReturnType<typeof bundled>} modules
 * @param {string} file
 */
async function measured(modules, file) {
  const decoding = { name: 'decoding', modules, modulesRoot: folder, compatibilityDate: '2026-10-01' };
  const miniflare = new Miniflare(convertV4MiniflareOptions({ workers: [decoding] }));
  try {
    const url = `${await miniflare.ready}${zoom ? '?zoom' : ''}`;
    const body = readFileSync(file);
    const ask = async () => {
      const began = performance.now();
      const response = await fetch(url, { method: 'POST', body });
      const answer = /** @type {{ outcome: string, heap: number }} */ (await response.json());
      return { ...answer, ms: Math.round(performance.now() - began) };
    };
    const tries = [await ask(), await ask(), await ask()];
    const [{ outcome, heap, ms }] = /** @type {[typeof tries[0]]} */ (/** @type {unknown} */ (tries));
    const warm = Math.min(...tries.map((one) => one.ms));
    return `${mega(statSync(file).size)} MB | ${outcome} | ${ms} / ${warm} ms | ${Math.round(heap / 1e6)} MB`;
  } finally {
    await miniflare.dispose();
  }
}

const zoom = process.argv.includes('--zoom');
const modules = bundled();
say(
  `${cpus()[0]?.model} × ${cpus().length}, Node ${process.versions.node}; ms first / warm, heap of all decoders\n`,
);
say('| File | Size | Made of | Time | Heap |\n|---|---|---|---|---|');
for (const file of process.argv.slice(2).filter((name) => name !== '--zoom'))
  say(`| ${basename(file)} | ${await measured(modules, file)} |`);
rmSync(folder, { recursive: true });
