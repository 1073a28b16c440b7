// What is measured, in the order of the table. A curve compares the same thing at both of its ends, in one run.
import { times } from './figures.mjs';
import { recoveries } from './recovery.mjs';

/** @typedef {import('./in-workerd.mjs').Run} Run */
/** @typedef {(row: import('./report.mjs').Row) => void} Print */
/** @typedef {{ run: Run, memory: import('./in-workerd.mjs').Memory, row: Print }} Bench */

const size = (/** @type {string} */ name, /** @type {number} */ otherwise) =>
  Number(process.env[name] ?? otherwise);
const log = size('LOG_SIZE', 1_000_000);
const library = size('LIBRARY_SIZE', 100_000);
const long = size('STREAM_LENGTH', 10_000);
const rebuilt = size('REBUILD_EVENTS', 60_000);
const written = (/** @type {number} */ count) => count.toLocaleString('en');

/** The first calls of a new system meet cold code and empty caches. */
const warmUp = (/** @type {Run} */ run) => run('append', { clients: 4, times: 100 });

/** @type {Record<string, { needs: 'workerd' | 'start', measure: (bench: any) => Promise<void> }>} */
export const BENCHMARKS = {
  append: { needs: 'workerd', measure: appends },
  visible: { needs: 'workerd', measure: visible },
  upload: { needs: 'workerd', measure: uploads },
  stream: { needs: 'workerd', measure: streams },
  list: { needs: 'workerd', measure: lists },
  log: { needs: 'workerd', measure: logs },
  rebuild: { needs: 'workerd', measure: rebuilds },
  recovery: { needs: 'start', measure: recoveries },
};

/** @param {Bench} bench */
async function appends({ run, row }) {
  await warmUp(run);
  row({ id: 'append-1', ...(await run('append', { clients: 1, times: 500 })) });
  row({ id: 'append-16', ...(await run('append', { clients: 16, times: 150 })) });
}

/** @param {Bench} bench */
async function visible({ run, row }) {
  await warmUp(run);
  await run('visible', { times: 100 });
  row({ id: 'visible', ...(await run('visible', { times: 500 })) });
}

/** @param {Bench} bench */
async function uploads({ run, row }) {
  await run('upload', { times: 20 });
  await run('fill-sagas', { size: 10 });
  const few = await run('upload', { times: 100 });
  row({ id: 'upload', values: ['10'], ...few });
  await run('fill-sagas', { size: 10_000 });
  const many = await run('upload', { times: 100 });
  row({ id: 'upload', values: ['10,000'], ...many, note: times(many, few) });
}

/** @param {Bench} bench */
async function streams({ run, row }) {
  await warmUp(run);
  const of = (/** @type {number} */ length, parameters = {}) =>
    run('stream', { length, times: 300, snapshots: 1, appending: 0, ...parameters });
  await of(10);
  const ten = await of(10);
  row({ id: 'load', values: ['10'], ...ten });
  const full = await of(long);
  row({ id: 'load', values: [written(long)], ...full, note: times(full, ten) });
  // The worst place: just before the next snapshot is due.
  const tail = await of(long + 99);
  row({ id: 'load-tail', values: [written(long + 99)], ...tail, note: times(tail, ten) });
  row({ id: 'load-without', values: [written(long)], ...(await of(long, { times: 10, snapshots: 0 })) });
  const tenth = await of(10, { appending: 1, times: 150 });
  row({ id: 'command', values: ['10'], ...tenth });
  const last = await of(long, { appending: 1, times: 150 });
  row({ id: 'command', values: [written(long)], ...last, note: times(last, tenth) });
}

/** @param {Bench} bench */
async function lists({ run, row }) {
  let short;
  for (const count of [100, library]) {
    await run('fill-library', { size: count });
    await run('list', { times: 100 });
    await run('bare', { times: 100 });
    // Turn by turn, so that what else happens on the machine meets both.
    /** @type {Record<'bare' | 'list', import('./figures.mjs').Measured>} */
    const { bare, list } = await run('bare-and-list', { times: 400 });
    const values = [written(count)];
    row({ id: 'bare', values, ...bare });
    row({
      id: 'list',
      values,
      ...list,
      note: `${times(list, bare)} of bare${short ? `, ${times(list, short)}` : ''}`,
    });
    short = list;
  }
}

/** @param {Bench} bench */
async function logs({ run, row }) {
  await warmUp(run);
  const both = async (/** @type {number} */ count) => {
    await run('fill-log', { size: count });
    await run('catch-up');
    await run('append', { clients: 1, times: 100 });
    await run('visible', { times: 100 });
    return {
      append: await run('append', { clients: 1, times: 400 }),
      visible: await run('visible', { times: 400 }),
    };
  };
  const short = await both(1_000);
  const grown = await both(log);
  const grownTo = written(log);
  row({ id: 'append-log', values: ['1,000'], ...short.append });
  row({ id: 'append-log', values: [grownTo], ...grown.append, note: times(grown.append, short.append) });
  row({ id: 'visible-log', values: ['1,000'], ...short.visible });
  row({ id: 'visible-log', values: [grownTo], ...grown.visible, note: times(grown.visible, short.visible) });
}

/** @param {Bench} bench */
async function rebuilds({ run, memory, row }) {
  await run('fill-uploads', { events: rebuilt });
  /** @type {(model: string) => Promise<import('./figures.mjs').Measured & { events_per_second: number }>} */
  const rebuild = (model) => run(`rebuild-${model}`);
  for (const model of ['media', 'album', 'notification']) {
    await rebuild(model);
    const { events_per_second, ...reads } = await rebuild(model);
    row({ id: 'rebuild', values: [model, written(rebuilt)], rate: events_per_second });
    row({ id: 'rebuild-reads', values: [model], ...reads });
  }
  const sizes = [memory()];
  for (let round = 0; round < 5; round++) {
    await rebuild('media');
    sizes.push(memory());
  }
  row({ id: 'rebuild-memory', note: `${sizes.map(Math.round).join(' → ')} MB` });
}
