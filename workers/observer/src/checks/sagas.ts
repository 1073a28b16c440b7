// Invariants between the log and the sagas' monitor: one saga per upload, and each of them ends or moves (G1, G2).
import { sagaId, sagaIdInStream } from '#shared/engine/event/ids';
import type { ParkedSagas } from '#shared/engine/saga/parked';
import type { SagaView } from '#shared/engine/saga/view';
import type { Metered } from '../metered.ts';
import { askJson, askPage, type ListPage } from './ask.ts';
import { isPast, type Broken, type Check, type CheckContext } from './check.ts';
import { uniqueBy } from './suspects.ts';

const NEW_MS = 30_000;
/** No step waits longer than this for anything but a person. */
const STILL_MS = 5 * 60_000;

/** So many uploads a page: each is asked for by two ids. */
const UPLOADS = 100;
const ONE = 'one-saga-per-upload';

const OBSERVER = 'user-observer';

/** A page of the monitor, the newest first, and where the next one begins. */
const monitor = ({ env }: CheckContext, query: string, cursor = ''): Promise<ListPage<SagaView>> =>
  askPage<SagaView>(
    env,
    env.SAGA,
    OBSERVER,
    `/api/v1/sagas?scope=all&limit=200&${query}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    true,
  );

type Uploaded = { id: string; aggregate_id: string; position: number; created_at: string };

/** Its own, and that of an upload whose event has the id of another stream's. */
const idsFor = ({ id, aggregate_id }: Uploaded): string[] => [
  sagaId('media_upload', id),
  sagaIdInStream('media_upload', aggregate_id, id),
];

const uploads = ({ replica }: CheckContext, where: string, ...values: (string | number)[]): Uploaded[] =>
  replica.all<Uploaded>(
    `SELECT id, aggregate_id, position, created_at FROM events WHERE event_type = 'MediaUploaded' AND ${where}
     ORDER BY position DESC LIMIT ${UPLOADS}`,
    ...values,
  );

/** Those that were broken, the newest, and the next page of the round, each once. */
function someUploads(context: CheckContext): Uploaded[] {
  const { replica } = context;
  const newest = uploads(context, 'position < ?', Number.MAX_SAFE_INTEGER);
  const start = replica.bookmark(ONE)?.below ?? newest.at(-1)?.position ?? 0;
  const further = uploads(context, 'position < ?', start);
  replica.markPage(ONE, { shelf: '', below: further.at(-1)?.position ?? null });
  const known = uploads(
    context,
    'position IN (SELECT value FROM json_each(?))',
    JSON.stringify(replica.suspects(ONE).slice(0, UPLOADS)),
  );
  return uniqueBy([...known, ...newest, ...further], ({ position }) => position);
}

const wrongCount = ({ replica }: CheckContext, { aggregate_id, position }: Uploaded, count: number): Broken => ({
  code: 'sagas_of_upload',
  params: { count: String(count), name: replica.nameOf(aggregate_id) },
  about: aggregate_id,
  text: `${aggregate_id} has ${count} sagas`,
  positions: [position],
});

async function* withoutOne(context: CheckContext, all: readonly Uploaded[]): Metered<Broken[]> {
  const broken: Broken[] = [];
  for (let n = 0; n < all.length; n += UPLOADS) {
    const some = all.slice(n, n + UPLOADS);
    yield 1;
    const { rows } = await monitor(context, `status=all&ids=${some.flatMap(idsFor).join(',')}`);
    for (const upload of some) {
      const count = rows.filter((saga) => saga.aggregate_id === upload.aggregate_id).length;
      context.replica.suspect(ONE, String(upload.position), count !== 1);
      if (count !== 1) broken.push(wrongCount(context, upload, count));
    }
  }
  return broken;
}

/** Sagas of an upload that are none of its event's. */
function surplus(context: CheckContext, sagas: readonly SagaView[]): Broken[] {
  return sagas.flatMap((saga) => {
    const [upload] = uploads(context, 'aggregate_id = ?', saga.aggregate_id);
    const isSurplus = upload !== undefined && !idsFor(upload).includes(saga.id);
    context.replica.suspect(`${ONE} sagas`, saga.id, isSurplus);
    return isSurplus ? [wrongCount(context, upload, 2)] : [];
  });
}

/** The newest page of a list of the monitor, the next one of the round, and those that were broken. */
async function* someSagas(context: CheckContext, id: string, query: string): Metered<SagaView[]> {
  const { replica } = context;
  yield 1;
  const newest = await monitor(context, query);
  const place = replica.bookmark(id)?.shelf ?? newest.next ?? '';
  if (place !== '') yield 1;
  const further = place === '' ? { rows: [], next: null } : await monitor(context, query, place);
  replica.markPage(id, { shelf: further.next ?? newest.next ?? '', below: null });
  const known = replica.suspects(id).slice(0, 2 * UPLOADS);
  if (known.length > 0) yield 1;
  const again = known.length === 0 ? [] : (await monitor(context, `${query}&ids=${known.join(',')}`)).rows;
  const found = new Map([...newest.rows, ...further.rows, ...again].map((saga) => [saga.id, saga]));
  for (const one of known) if (!found.has(one)) replica.suspect(id, one, false);
  return [...found.values()];
}

export const oneSagaPerUpload: Check = {
  id: ONE,
  title: 'Every upload has exactly one saga',
  async *find(context) {
    const old = someUploads(context).filter(({ created_at }) =>
      isPast(Date.parse(created_at), context.now, NEW_MS),
    );
    const missing = yield* withoutOne(context, old);
    const sagas = yield* someSagas(context, `${ONE} sagas`, 'status=all&type=media_upload');
    const total = context.replica.count("SELECT COUNT(*) AS n FROM events WHERE event_type = 'MediaUploaded'");
    return {
      checked: old.length,
      total: Math.max(old.length, total),
      broken: uniqueBy([...missing, ...surplus(context, sagas)], ({ text }) => text),
    };
  },
};

const MOVING = 'sagas-move';

/** Still, or moved last in the future: then it sleeps by a clock that has gone back since. */
const standsStill = ({ status, updated_at }: SagaView, now: number): boolean =>
  status !== 'parked' && isPast(Date.parse(updated_at), now, STILL_MS);

export const sagasMove: Check = {
  id: MOVING,
  title: 'Every saga has ended, moves, or waits for a person',
  async *find(context) {
    // However many wait for a person, none hides a stalled one.
    const active = yield* someSagas(context, MOVING, 'status=active');
    for (const saga of active) context.replica.suspect(MOVING, saga.id, standsStill(saga, context.now));
    const broken = active
      .filter((saga) => standsStill(saga, context.now))
      .map((saga) => ({
        code: 'saga_stands_still',
        params: { status: saga.status, name: saga.subject, since: saga.updated_at },
        about: saga.aggregate_id,
        text: `${saga.id} is ${saga.status} and has not moved since ${saga.updated_at}`,
        positions: context.replica
          .all<{ position: number }>(
            'SELECT position FROM events WHERE saga_id = ? OR aggregate_id = ?',
            saga.id,
            saga.aggregate_id,
          )
          .map((row) => row.position),
      }));
    yield 1;
    const all = await askJson<ParkedSagas>(context.env, context.env.SAGA, OBSERVER, '/api/v1/sagas/parked', true);
    return { checked: active.length, total: Math.max(active.length, all.active), broken };
  },
};
