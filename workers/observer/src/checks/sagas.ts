// Invariants between the log and the sagas' monitor: one saga per upload, and each of them ends or moves (G1, G2).
import { sagaId, sagaIdInStream } from '#shared/engine/event/ids';
import type { ParkedSagas } from '#shared/engine/saga/parked';
import type { SagaView } from '#shared/engine/saga/view';
import type { LogReplica } from '../LogReplica.ts';
import type { Metered } from '../metered.ts';
import { askJson, askPage, type ListPage } from './ask.ts';
import { isPast, type Broken, type Check, type CheckContext, type Finding } from './check.ts';
import { checkLogged, type Logged, type LoggedThings } from './logged-things.ts';
import { advanced } from './pass.ts';
import { ENOUGH, uniqueBy } from './suspects.ts';
import { together } from './together.ts';

/** No step takes longer than this, or a timer to ring. */
const STILL_MS = 5 * 60_000;
/** A busy participant may be asked again this late. */
const LONGEST_WAIT_MS = 10 * 60_000;
/** The monitor answers for so many ids at once. */
const IDS = 200;
/** So many pages of the monitor a round. */
const PAGES = 5;
const OBSERVER = 'user-observer';

/** A page of the monitor, the newest first, and where the next one begins. */
const monitor = (
  { env }: CheckContext,
  query: string,
  cursor: string | null = null,
): Promise<ListPage<SagaView>> =>
  askPage<SagaView>(
    env,
    env.SAGA,
    OBSERVER,
    `/api/v1/sagas?scope=all&limit=200&${query}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    true,
  );

/**
 * Goes through a list of the monitor in passes. Each round looks at what was broken, at the newest page, and at the next pages
 * of the pass.
 */
async function* checkSagas(
  context: CheckContext,
  id: string,
  query: string,
  judge: (saga: SagaView) => Broken[],
): Metered<Finding> {
  const { replica, now } = context;
  const broken = new Map<string, Broken[]>();
  const look = (sagas: readonly SagaView[]): void => {
    for (const saga of sagas) {
      const found = judge(saga);
      replica.suspect(id, saga.id, found.length > 0);
      if (found.length > 0) broken.set(saga.id, found);
    }
  };

  const suspects = replica.suspects(id);
  for (let n = 0; n < suspects.length && broken.size < ENOUGH; n += IDS) {
    const some = suspects.slice(n, n + IDS);
    yield 1;
    const { rows } = await monitor(context, `${query}&ids=${some.join(',')}`);
    look(rows);
    const there = new Set(rows.map((saga) => saga.id));
    for (const one of some) if (!there.has(one)) replica.suspect(id, one, false);
  }
  const pass = replica.pass<string>(id, now);
  yield 1;
  const newest = await monitor(context, query);
  look(newest.rows);
  // A pass begins with the newest page.
  let [passed, place] = pass.place === null ? [newest.rows.length, newest.next] : [0, pass.place];
  for (let n = 0; n < PAGES && place !== null; n++) {
    yield 1;
    const { rows, next }: ListPage<SagaView> = await monitor(context, query, place);
    look(rows);
    [passed, place] = [passed + rows.length, next];
  }
  const next = advanced(pass, passed, place);
  replica.savePass(next);
  return {
    checked: next.checked,
    total: next.checked,
    wholeSince: next.whole_since,
    broken: uniqueBy([...broken.values()].flat(), ({ text }) => text),
  };
}

type Uploaded = Logged & { id: string; aggregate_id: string };

/** Its own, and that of an upload whose event has the id of another stream's. */
const idsFor = ({ id, aggregate_id }: Uploaded): string[] => [
  sagaId('media_upload', id),
  sagaIdInStream('media_upload', aggregate_id, id),
];

const uploads = (replica: LogReplica, where: string, value: string | number, most: number): Uploaded[] =>
  replica.all<Uploaded>(
    `SELECT id, aggregate_id, position, created_at AS at FROM events WHERE event_type = 'MediaUploaded' AND ${where}
     ORDER BY position DESC LIMIT ?`,
    value,
    most,
  );

const wrongCount = (replica: LogReplica, { aggregate_id, position }: Uploaded, count: number): Broken => ({
  code: 'sagas_of_upload',
  params: { count: String(count), name: replica.nameOf(aggregate_id) },
  about: aggregate_id,
  text: `${aggregate_id} has ${count} sagas`,
  positions: [position],
});

const UPLOADS: LoggedThings<Uploaded> = {
  id: 'one-saga-per-upload',
  select: uploads,
  total: (replica) => replica.count("SELECT COUNT(*) AS n FROM events WHERE event_type = 'MediaUploaded'"),
  // Each is asked for by two ids.
  page: IDS / 2,
  pages: PAGES,
  settledMs: 30_000,
  async *judge(context, some) {
    yield 1;
    const { rows } = await monitor(context, `status=all&ids=${some.flatMap(idsFor).join(',')}`);
    const sagas = Map.groupBy(rows, ({ aggregate_id }) => aggregate_id);
    return new Map(
      some.flatMap((upload) => {
        const count = sagas.get(upload.aggregate_id)?.length ?? 0;
        return count === 1 ? [] : [[upload.position, [wrongCount(context.replica, upload, count)]]];
      }),
    );
  },
};

/** Not counted: they are those of the uploads. */
async function* surplusSagas(context: CheckContext): Metered<Finding> {
  const { replica } = context;
  const query = 'status=all&type=media_upload';
  const finding = yield* checkSagas(context, `${UPLOADS.id} sagas`, query, (saga) => {
    const [upload] = uploads(replica, 'aggregate_id = ?', saga.aggregate_id, 1);
    return upload !== undefined && !idsFor(upload).includes(saga.id) ? [wrongCount(replica, upload, 2)] : [];
  });
  return { ...finding, checked: 0, total: 0 };
}

export const oneSagaPerUpload: Check = {
  id: UPLOADS.id,
  title: 'Every upload has exactly one saga',
  async *find(context) {
    return together([yield* checkLogged(context, UPLOADS), yield* surplusSagas(context)]);
  },
};

/** It has a timer that rings, or has just rung. One that is further ahead was set by a clock that has gone back since. */
const hasTimer = ({ steps }: SagaView, now: number): boolean =>
  steps.some(({ next_retry_at }) => {
    const left = next_retry_at === null ? Infinity : Date.parse(next_retry_at) - now;
    return -STILL_MS <= left && left <= LONGEST_WAIT_MS;
  });

/** Still, or moved last in the future: then it sleeps by a clock that has gone back since. */
const standsStill = (saga: SagaView, now: number): boolean =>
  saga.status !== 'parked' && isPast(Date.parse(saga.updated_at), now, STILL_MS) && !hasTimer(saga, now);

const stillOne = (replica: LogReplica, { id, aggregate_id, status, subject, updated_at }: SagaView): Broken => ({
  code: 'saga_stands_still',
  params: { status, name: subject, since: updated_at },
  about: aggregate_id,
  text: `${id} is ${status} and has not moved since ${updated_at}`,
  positions: replica
    .all<{ position: number }>(
      'SELECT position FROM events WHERE saga_id = ? OR aggregate_id = ?',
      id,
      aggregate_id,
    )
    .map(({ position }) => position),
});

const MOVING = 'sagas-move';

export const sagasMove: Check = {
  id: MOVING,
  title: 'Every saga has ended, moves, or waits for a person',
  async *find(context) {
    const { env, replica, now } = context;
    yield 1;
    const { active } = await askJson<ParkedSagas>(env, env.SAGA, OBSERVER, '/api/v1/sagas/parked', true);
    // However many wait for a person, none hides a stalled one.
    const finding = yield* checkSagas(context, MOVING, 'status=active', (saga) =>
      standsStill(saga, now) ? [stillOne(replica, saga)] : [],
    );
    return { ...finding, total: Math.max(finding.checked, active) };
  },
};
