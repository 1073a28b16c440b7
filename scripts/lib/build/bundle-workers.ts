// Bundles every Worker for `npm start`, in one esbuild, with the options of `wrangler deploy`: what runs here is what
// production bundles (`npm run check` compares the two). wrangler itself would load 15 MB for each of ten Workers.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import * as esbuild from 'esbuild';
import { unstable_getMiniflareWorkerOptions, unstable_readConfig, type Unstable_Config } from 'wrangler';
import { ROOT, WORKER_FOLDERS } from '../node/layout.mjs';
import type { BuiltWorker, WorkerOptions } from './built-worker.ts';

const NOT_BUNDLED = /\.(wasm|bin)(\?module)?$/;

/** wrangler's rule for wasm and data: they stay modules of their own, under a name with their hash. */
const modulesBeside = (folder: string): esbuild.Plugin => ({
  name: 'modules-beside',
  setup(build) {
    build.onResolve({ filter: NOT_BUNDLED }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'resolving') return undefined;
      const plain = path.replace(/\?module$/, '');
      const found = await build.resolve(plain, { ...from, pluginData: 'resolving' });
      if (found.errors.length > 0) return { errors: found.errors };
      const hash = createHash('sha1').update(readFileSync(found.path)).digest('hex');
      const name = `${hash}-${basename(found.path)}`;
      copyFileSync(found.path, join(folder, name));
      return { path: `./${name}`, external: true };
    });
  },
});

/** One Worker as `wrangler deploy` bundles it; answers the files that went in, relative to the project. */
async function bundleOne(config: Unstable_Config, source: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const production = '"production"';
  const { metafile } = await esbuild.build({
    absWorkingDir: source,
    entryPoints: [String(config.main)],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'esm',
    target: 'es2024',
    supported: { 'import-source': true, using: true },
    loader: { '.js': 'jsx', '.mjs': 'jsx', '.cjs': 'jsx' },
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    alias: config.alias ?? {},
    define: {
      'navigator.userAgent': '"Cloudflare-Workers"',
      'process.env.NODE_ENV': production,
      'global.process.env.NODE_ENV': production,
      'globalThis.process.env.NODE_ENV': production,
      ...config.define,
    },
    ...(config.alias ? { alias: config.alias } : {}),
    keepNames: config.keep_names ?? true,
    minify: config.minify ?? false,
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'error',
    plugins: [modulesBeside(folder)],
  });
  return Object.keys(metafile.inputs).map((path) => relative(ROOT, join(source, path)));
}

/**
 * Bundles all Workers below a folder and writes down what each is given, as wrangler reads it from its wrangler.toml:
 * the gateway first, since Miniflare exposes the first. Secrets are left out: they are read at every start.
 */
async function bundleWorkers(out: string): Promise<BuiltWorker[]> {
  const built = await Promise.all(
    WORKER_FOLDERS.map(async (source): Promise<BuiltWorker> => {
      const config = unstable_readConfig({ config: join(source, 'wrangler.toml') }, { hideWarnings: true });
      const name = String(config.name);
      const inputs = await bundleOne(config, source, join(out, name));
      const { workerOptions } = unstable_getMiniflareWorkerOptions(config);
      const { modulesRules: _rules, bindings: _secretsToo, rootPath: _root, ...rest } = workerOptions;
      const options = rest as unknown as WorkerOptions;
      // Relative, so that a build goes on to fit when the clone is moved.
      if (options.assets) options.assets.directory = relative(ROOT, options.assets.directory);
      return { name, source: relative(ROOT, source), vars: config.vars, options, inputs };
    }),
  );
  writeFileSync(join(out, 'workers.json'), JSON.stringify(built, null, 1));
  return built;
}

if (process.argv[1] === import.meta.filename) await bundleWorkers(String(process.argv[2]));
