// npm run bench: the numbers of bench/RESULTS.md. All Workers run from their own wrangler files in one workerd, and
// bench/worker calls them over bindings inside it, so no development proxy is measured. `npm run bench -- append list`
// runs only those. LOG_SIZE, LIBRARY_SIZE and STREAM_LENGTH change the long end of the curves.
import { enter } from './enter.mjs';

enter(import.meta.url, async (args) => {
  const { randomBytes } = await import('node:crypto');
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const { cpus, loadavg, totalmem, release } = await import('node:os');
  const { basename, relative } = await import('node:path');
  const { createTestHarness } = await import('wrangler');
  const { at, ROOT, WORKER_FOLDERS, toolEnv } = await import('./layout.mjs');

  Object.assign(process.env, toolEnv());
  // The gateway names the folder of the UI, built or not.
  mkdirSync(at('web', 'dist'), { recursive: true });
  const key = () => `bench:${randomBytes(32).toString('base64url')}`;
  const secrets = { FORWARD_KEYS: key(), CLIENT_KEYS: key(), DEV_LOGIN: 'on' };
  const folders = [...WORKER_FOLDERS, at('bench', 'worker')];
  const server = createTestHarness({
    root: ROOT,
    workers: folders.map((folder) => ({ configPath: relative(ROOT, `${folder}/wrangler.toml`) || 'wrangler.toml', secrets })),
  });
  await server.listen();
  for (const folder of folders) {
    const name = folder === ROOT ? 'gateway' : basename(folder);
    if (name !== 'worker') await server.getWorker(name).applyD1Migrations('DB').catch(() => undefined);
  }
  const bench = server.getWorker('bench');

  /**
   * @param {string} what
   * @param {Record<string, number>} [parameters]
   * @returns {Promise<{ each: number[], total_ms: number }>}
   */
  const run = async (what, parameters = {}) => {
    const query = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
    const answer = await bench.fetch(`http://bench/${what}?${query.join('&')}`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };

  const load = () => loadavg()[0]?.toFixed(1);
  const before = load();
  /** @type {string[]} */
  const rows = [];
  const wanted = (/** @type {string} */ name) => args.length === 0 || args.includes(name);
  const ms = (/** @type {number} */ value) => value.toFixed(value < 10 ? 1 : 0);
  const sorted = (/** @type {number[]} */ each) => [...each].sort((a, b) => a - b);
  const quantile = (/** @type {number[]} */ each, /** @type {number} */ q) => sorted(each)[Math.floor(each.length * q)] ?? 0;
  /** The clock inside workerd ticks in milliseconds, so curves are compared by the mean of the middle four fifths. */
  const middle = (/** @type {{ each: number[] }} */ { each }) => {
    const kept = sorted(each).slice(Math.floor(each.length * 0.1), Math.ceil(each.length * 0.9));
    return kept.reduce((sum, one) => sum + one, 0) / kept.length;
  };

  /**
   * @param {string} what
   * @param {{ each: number[], total_ms: number }} measured
   * @param {string} [remark]
   */
  const row = (what, { each, total_ms }, remark = '') => {
    const rate = (each.length / total_ms) * 1000;
    rows.push(`| ${what} | ${middle({ each }).toFixed(1)} | ${ms(quantile(each, 0.5))} | ${ms(quantile(each, 0.99))} | ${rate.toFixed(0)} | ${remark} |`);
    console.log(rows.at(-1));
  };
  const times = (/** @type {{ each: number[] }} */ long, /** @type {{ each: number[] }} */ short) =>
    `${(middle(long) / middle(short)).toFixed(2)}×`;

  try {
    const { LOG_SIZE = '1000000', LIBRARY_SIZE = '100000', STREAM_LENGTH = '10000' } = process.env;
    const long = Number(STREAM_LENGTH);
    if (wanted('append') || wanted('log')) {
      await run('append', { clients: 4, times: 50 });
      await run('fill-log', { size: 1000 });
    }
    if (wanted('append')) {
      row('append, 1 client', await run('append', { clients: 1, times: 300 }));
      row('append, 16 clients', await run('append', { clients: 16, times: 100 }));
    }
    const short = { append: await run('append', { clients: 1, times: 200 }), visible: await run('visible', { times: 300 }) };
    if (wanted('visible')) row('append → visible in the library', short.visible);
    if (wanted('upload')) {
      await run('upload', { times: 10 });
      await run('fill-sagas', { size: 10 });
      const few = await run('upload', { times: 60 });
      row('upload → saga completed, 10 finished sagas', few, 'an image of one pixel');
      await run('fill-sagas', { size: 10_000 });
      const many = await run('upload', { times: 60 });
      row('upload → saga completed, 10,000 finished sagas', many, times(many, few));
    }
    if (wanted('stream')) {
      const of = (/** @type {number} */ length, /** @type {number} */ appending, snapshots = 1) =>
        run('stream', { length, times: snapshots ? 100 : 10, snapshots, appending });
      const [ten, tail] = [await of(10, 0), await of(long, 0)];
      row('load and decide, stream of 10, cold isolate', ten);
      row(`load and decide, stream of ${long}, cold isolate`, tail, times(tail, ten));
      row('the same without snapshots', await of(long, 0, 0));
      const [tenth, last] = [await of(10, 1), await of(long, 1)];
      row('command with its append, stream of 10, cold isolate', tenth);
      row(`command with its append, stream of ${long}, cold isolate`, last, times(last, tenth));
    }
    if (wanted('list')) {
      for (const size of [100, Number(LIBRARY_SIZE)]) {
        await run('fill-library', { size });
        await run('list', { times: 30 });
        await run('bare', { times: 30 });
        const [bare, list] = [await run('bare', { times: 200 }), await run('list', { times: 200 })];
        row(`bare binding + D1 query of 50, library of ${size}`, bare);
        row(`list of 50, library of ${size}`, list, `${times(list, bare)} of bare`);
      }
    }
    if (wanted('log')) {
      await run('fill-log', { size: Number(LOG_SIZE) });
      await run('catch-up');
      await run('visible', { times: 100 });
      const [append, visible] = [await run('append', { clients: 1, times: 200 }), await run('visible', { times: 300 })];
      row('append, log of 1,000', short.append);
      row(`append, log of ${LOG_SIZE}`, append, times(append, short.append));
      row('append → visible, log of 1,000', short.visible);
      row(`append → visible, log of ${LOG_SIZE}`, visible, times(visible, short.visible));
    }
  } finally {
    await server.close();
  }

  const [cpu] = cpus();
  const machine = `${cpu?.model ?? 'unknown'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}, Node ${process.versions.node}`;
  const table = [
    '# Benchmarks',
    '',
    `\`npm run bench${args.length > 0 ? ` -- ${args.join(' ')}` : ''}\` on ${machine}, ${new Date().toISOString().slice(0, 10)}.`,
    'All Workers in one workerd with SQLite on disk, called over service bindings from a Worker inside it; no proxy, no HTTP.',
    `Milliseconds; the rate is tries per second. Load average ${before} when it began, ${load()} at its end.`,
    '',
    '| What | mean of the middle 80% | p50 | p99 | per second | |',
    '|---|--:|--:|--:|--:|---|',
    ...rows,
    '',
  ].join('\n');
  if (args.length === 0) writeFileSync(at('bench', 'RESULTS.md'), table);
  return 0;
});
