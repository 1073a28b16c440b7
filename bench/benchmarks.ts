// What is measured, in the order of the table. A curve compares the same thing at both of its ends, in one run.
import { basename } from 'node:path';
import { READ_MODELS } from '#shared/mediahub/subscriptions';
import { startPeerWorker } from './floor/floors.ts';
import { times, type Measured } from './figures.ts';
import { http } from './http/http.ts';
import { burst } from './http/burst.ts';
import { stall } from './http/stall.ts';
import type { Memory, Run } from './in-workerd.ts';
import { mapFrames } from './map.ts';
import { recoveries } from './recovery.ts';
import type { Print } from './report.ts';

interface InWorkerd {
  run: Run;
  memory: Memory;
  row: Print;
}

/** Where it is measured: inside one workerd, or on what `npm start` runs. */
export type Benchmark =
  | { needs: 'workerd'; measure(bench: InWorkerd): Promise<void> }
  | { needs: 'start'; measure(bench: { row: Print }): Promise<void> };

const size = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const log = size('LOG_SIZE', 1_000_000);
const library = size('LIBRARY_SIZE', 100_000);
const long = size('STREAM_LENGTH', 10_000);
const rebuilt = size('REBUILD_EVENTS', 60_000);
const written = (count: number) => count.toLocaleString('en');

/** As many at once as a group commit is meant for. */
const CLIENTS = 16;

/** The first calls of a new system meet cold code and empty caches. */
const warmUp = (run: Run) => run('append', { clients: 4, times: 100 });

export const BENCHMARKS: Record<string, Benchmark> = {
  append: { needs: 'workerd', measure: appends },
  visible: { needs: 'workerd', measure: visible },
  upload: { needs: 'workerd', measure: uploads },
  stream: { needs: 'workerd', measure: streams },
  list: { needs: 'workerd', measure: lists },
  log: { needs: 'workerd', measure: logs },
  rebuild: { needs: 'workerd', measure: rebuilds },
  http: { needs: 'start', measure: http },
  stall: { needs: 'start', measure: stall },
  map: { needs: 'start', measure: mapFrames },
  burst: { needs: 'start', measure: burst },
  recovery: { needs: 'start', measure: recoveries },
};

async function appends({ run, row }: InWorkerd): Promise<void> {
  await warmUp(run);
  await run('bare-append', { clients: 4, times: 100 });
  const floor = await run('bare-append', { clients: 1, times: 500 });
  const floors = await run('bare-append', { clients: CLIENTS, times: 150 });
  row({ id: 'floor-append-1', ...floor });
  row({ id: 'floor-append-16', ...floors });
  const one = await run('append', { clients: 1, times: 500 });
  row({ id: 'append-1', ...one, note: `${times(one, floor)} of the floor` });
  const many = await run('append', { clients: CLIENTS, times: 150 });
  row({ id: 'append-16', ...many, note: `${times(many, floors)} of the floor` });
  const peer = process.env['PEER_WORKER'];
  if (peer) await peerAppends(peer, row);
}

/** Another event store's Worker, alone in a workerd of its own, with the same numbers of clients. */
async function peerAppends(file: string, row: Print): Promise<void> {
  const peer = await startPeerWorker(file);
  try {
    const ask = async (clients: number, each: number) => {
      const answer = await fetch(`${peer.base}/append?clients=${clients}&times=${each}`);
      if (!answer.ok) throw new Error(`${file}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { total_ms: number; errors: number };
    };
    await ask(4, 50);
    for (const [clients, each] of [
      [1, 500],
      [CLIENTS, 150],
    ] as const) {
      const { total_ms, errors } = await ask(clients, each);
      const tries = clients * each;
      const mean = (total_ms / each).toFixed(2);
      row({
        id: 'peer-append',
        values: [basename(file), String(clients)],
        rate: ((tries - errors) / total_ms) * 1000,
        note: `${mean} ms an append${errors > 0 ? `, ${errors} of ${tries} failed` : ''}`,
      });
    }
  } finally {
    await peer.stop();
  }
}

async function visible({ run, row }: InWorkerd): Promise<void> {
  await warmUp(run);
  await run('visible', { times: 100 });
  const shown: Measured = await run('visible', { times: 500 });
  row({ id: 'visible', ...shown });
}

async function uploads({ run, row }: InWorkerd): Promise<void> {
  await run('upload', { times: 20 });
  await run('fill-sagas', { size: 10 });
  const few = await run('upload', { times: 100 });
  row({ id: 'upload', values: ['10'], ...few });
  await run('fill-sagas', { size: 10_000 });
  const many = await run('upload', { times: 100 });
  row({ id: 'upload', values: ['10,000'], ...many, note: times(many, few) });
}

async function streams({ run, row }: InWorkerd): Promise<void> {
  await warmUp(run);
  const of = (length: number, parameters = {}) =>
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

async function lists({ run, row }: InWorkerd): Promise<void> {
  let short: Measured | undefined;
  for (const count of [100, library]) {
    await run('fill-library', { size: count });
    await run('list', { times: 100 });
    await run('bare', { times: 100 });
    // Turn by turn, so that what else happens on the machine meets both.

    const { bare, list } = await run<Record<'bare' | 'list', Measured>>('bare-and-list', { times: 400 });
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

async function logs({ run, row }: InWorkerd): Promise<void> {
  await warmUp(run);
  const both = async (count: number) => {
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

async function rebuilds({ run, memory, row }: InWorkerd): Promise<void> {
  await run('fill-uploads', { events: rebuilt });

  const rebuild = (model: string) => run<Measured & { events_per_second: number }>(`rebuild-${model}`);
  for (const model of READ_MODELS) {
    await rebuild(model);
    const { events_per_second: alone } = await rebuild(`${model}-alone`);
    row({ id: 'rebuild', values: [model, written(rebuilt)], rate: alone });
    const { events_per_second, ...reads } = await rebuild(model);
    row({ id: 'rebuild-beside', values: [model], rate: events_per_second });
    row({ id: 'rebuild-reads', values: [model], ...reads });
  }
  const sizes = [memory()];
  for (let round = 0; round < 5; round++) {
    await rebuild('media');
    sizes.push(memory());
  }
  row({ id: 'rebuild-memory', note: `${sizes.map(Math.round).join(' → ')} MB` });
}
