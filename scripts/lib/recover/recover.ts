// Brings the stores together after a restore: first says what it would do, then does it. Every step is a bounded request that
// may be repeated, so a run that breaks off is simply run again. docs/recovery.md says what each store answers for.
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { READ_MODELS } from '#shared/mediahub/subscriptions';
import type { Call } from '../seed/client.ts';
import { userError } from '../node/user-error.mjs';
import { lostAccounts, ofAccounts } from './accounts.ts';

interface Overview {
  settled: boolean;
  epochs: {
    epoch: number;
    after_position: number;
    began_at: string;
    reason: string;
    recovered_at: string | null;
  }[];
  diverged: { aggregate_id: string; version: number }[];
}
interface Page {
  checked: number;
  refilled: string[];
  published: string[];
  diverged: string[];
  holed: string[];
  next: string | null;
}
interface Certificate {
  equal: boolean;
  rows: number;
  left_out?: number;
}
interface Projection {
  name: string;
  checkpoint: number;
  lag: number;
  state: string;
  parked: number;
  last_error: string | null;
  rebuild: { state: string; certificate: Certificate | null } | null;
}

export interface Streams {
  checked: number;
  refilled: Set<string>;
  published: Set<string>;
  diverged: Set<string>;
  holed: Set<string>;
}

const SAGA = 'saga';
const OBJECTS_AT_ONCE = 100;
const WAIT_MS = 500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The stream objects that a state folder holds: also those that the log knows nothing of. */
export const objectsIn = (state: string): string[] =>
  globSync(join(state, 'v3', 'do', '*EventStream', '*.sqlite'))
    .map((file) => basename(file, '.sqlite'))
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .sort();

const answer = async <T>(asked: Promise<T | undefined>, what: string): Promise<T> => {
  const found = await asked;
  if (found === undefined)
    throw userError(`${what} was refused: is this an operator's system, and of this version?`);
  return found;
};

const OUTCOMES = ['refilled', 'published', 'diverged', 'holed'] as const;

const newestEpoch = async (call: Call): Promise<number> => {
  const { epochs } = await answer(call<Overview>('GET', '/api/v1/recovery'), 'looking at the log');
  return Math.max(0, ...epochs.map(({ epoch }) => epoch));
};

/** Every stream that the log or the folder knows; with `act`, what is missing on one side is filled in. */
async function goThroughStreams(call: Call, objects: readonly string[], act: boolean): Promise<Streams> {
  const all: Streams = {
    checked: 0,
    refilled: new Set(),
    published: new Set(),
    diverged: new Set(),
    holed: new Set(),
  };
  const take = (page: Page): void => {
    all.checked += page.checked;
    for (const key of OUTCOMES) page[key].forEach((id) => all[key].add(id));
  };
  for (let after: string | null = ''; after !== null;) {
    const json = { act, after };
    const page: Page = await answer(call<Page>('POST', '/api/v1/recovery/streams', { json }), 'comparing streams');
    take(page);
    after = page.next;
  }
  for (let n = 0; n < objects.length; n += OBJECTS_AT_ONCE) {
    const json = { act, objects: objects.slice(n, n + OBJECTS_AT_ONCE) };
    take(await answer(call<Page>('POST', '/api/v1/recovery/streams', { json }), 'comparing stream objects'));
  }
  return all;
}

const projections = async (call: Call): Promise<Projection[]> =>
  (await answer(call<{ projections: Projection[] }>('GET', '/api/v1/projections'), 'looking at the subscriptions'))
    .projections;

const lostOnes = (all: readonly Projection[]): string[] =>
  all
    .filter(
      ({ name, last_error }) =>
        READ_MODELS.some((model) => model === name) && last_error?.includes('npm run recover'),
    )
    .map(({ name }) => name);

/** What is said of the sagas; nothing where there is nothing to say. */
function ofSagas(all: readonly Projection[], sagas: boolean): string[] {
  if (sagas) return ['All events are handed to their sagas once more, which recognise those that they have.'];
  const { parked = 0 } = all.find(({ name }) => name === SAGA) ?? {};
  if (parked === 0) return [];
  return [`${parked} events wait for sagas. Were their objects put back? Then: npm run recover -- --sagas --act`];
}

const listed = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : 'none');

/** What is to be done, in words; nothing is changed. */
export async function plan(call: Call, objects: readonly string[], sagas = false): Promise<string[]> {
  const { settled, epochs, diverged } = await answer(
    call<Overview>('GET', '/api/v1/recovery'),
    'looking at the log',
  );
  const streams = await goThroughStreams(call, objects, false);
  const all = await projections(call);
  const lost = lostOnes(all);
  const some = (ids: ReadonlySet<string>): string =>
    `${ids.size}${ids.size > 0 ? ` (${[...ids].slice(0, 3).join(', ')}${ids.size > 3 ? ', …' : ''})` : ''}`;
  const waiting = new Set([...streams.diverged, ...diverged.map(({ aggregate_id }) => aggregate_id)]);
  return [
    ...epochs
      .filter(({ recovered_at }) => recovered_at === null)
      .map(
        ({ epoch, after_position, reason }) =>
          `The log goes on in epoch ${epoch} after ${after_position}: ${reason}.`,
      ),
    `${streams.checked} comparisons of streams with the log.`,
    `To fill in from the log: ${some(streams.refilled)}.`,
    `To publish again into the log: ${some(streams.published)}.`,
    `With a hole in the log, whose events from there on are published again in their order: ${some(streams.holed)}.`,
    `For a person to decide, because both have another event: ${some(waiting)}.`,
    `Read models that start over: ${listed(streams.holed.size > 0 ? READ_MODELS : lost)}.`,
    ...ofSagas(all, sagas),
    ...ofAccounts(await lostAccounts(call)),
    settled ? 'Originals may be deleted.' : 'Until this is done no original is deleted.',
  ];
}

/** Those that are lost start over, as soon as they say so. */
async function untilCaughtUp(call: Call, ms: number, anew: ReadonlySet<string>): Promise<void> {
  const started = new Set<string>();
  for (const end = Date.now() + ms; ;) {
    const all = await projections(call);
    const next = [...lostOnes(all), ...anew].filter((name) => !started.has(name));
    for (const name of next) {
      started.add(name);
      await call('POST', `/api/v1/recovery/projections/${name}`);
    }
    if (next.length === 0 && all.every(({ lag, state }) => lag === 0 && state === 'running')) return;
    if (Date.now() > end) throw userError(`not caught up: ${JSON.stringify(all.filter(({ lag }) => lag > 0))}`);
    await pause(WAIT_MS);
  }
}

export const inWords = ({ equal, rows, left_out = 0 }: Certificate): string =>
  `${rows} rows, ${equal ? 'equal' : 'NOT equal'}${left_out > 0 ? `, WITHOUT ${left_out} events of the log that are parked or were given up` : ''}.`;

/** Compares each read model with the log, row by row. */
async function certificates(call: Call, ms: number): Promise<string[]> {
  const lines: string[] = [];
  for (const name of READ_MODELS) {
    await call('POST', `/api/v1/projections/${name}/rebuild`);
    for (const end = Date.now() + ms; ;) {
      const { rebuild } = (await projections(call)).find((one) => one.name === name) ?? { rebuild: null };
      const certificate = rebuild?.state === 'running' ? null : rebuild?.certificate;
      if (certificate) lines.push(`${name}: ${inWords(certificate)}`);
      if (certificate) break;
      if (Date.now() > end) throw userError(`the rebuild of ${name} does not end`);
      await pause(WAIT_MS);
    }
  }
  return lines;
}

/** Does it. @throws when a stream waits for a person: the rest is done then */
export async function act(
  call: Call,
  objects: readonly string[],
  {
    epoch,
    sagas = false,
    ms = 600_000,
  }: { epoch?: string | undefined; sagas?: boolean | undefined; ms?: number } = {},
): Promise<string[]> {
  if (epoch !== undefined) await call('POST', '/api/v1/recovery/epoch', { json: { reason: epoch } });
  // What begins an epoch in the meantime, a further restore or a hole that is mended, has all streams looked at again.
  let through = await newestEpoch(call);
  const streams = await goThroughStreams(call, objects, true);
  for (let newest = await newestEpoch(call); newest > through; newest = await newestEpoch(call)) {
    through = newest;
    const more = await goThroughStreams(call, objects, true);
    for (const key of OUTCOMES) more[key].forEach((id) => streams[key].add(id));
  }
  await untilCaughtUp(
    call,
    ms,
    new Set([...(streams.holed.size > 0 ? READ_MODELS : []), ...(sagas ? [SAGA] : [])]),
  );
  if (streams.diverged.size > 0)
    throw userError(
      `These streams have two histories: ${[...streams.diverged].join(', ')}.\nDecide each: npm run recover -- --keep log <id>, or --keep both <id>; then run this again.`,
    );
  await answer(
    call('POST', `/api/v1/recovery/finish?through=${through}`),
    'finishing (if the log was restored again during this run, run it once more)',
  );
  return [
    `Filled in: ${streams.refilled.size}. Published again: ${streams.published.size + streams.holed.size}.`,
    ...(await certificates(call, ms)),
    'The stores are together again.',
  ];
}

/** A person's word on one stream. */
export async function decide(call: Call, id: string, keep: string): Promise<string> {
  const json = { keep };
  const decided = await call<{ message: string }>('POST', `/api/v1/recovery/streams/${id}/decide`, { json });
  if (!decided)
    throw userError(`there is nothing to decide about ${id}: no stream of this id waits for a decision`);
  return decided.message;
}
