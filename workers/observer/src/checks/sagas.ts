// Invariants between the log and the sagas' monitor: one saga per upload, and each of them ends or moves (G1, G2).
import { sagaId } from '#shared/engine/event/ids';
import type { SagaView } from '#shared/engine/saga/view';
import { asked, askedPage, type AskedPage } from './asked.ts';
import type { Check, World } from './check.ts';

const NEW_MS = 30_000;
/** No step waits longer than this for anything but a person. */
const STILL_MS = 5 * 60_000;

const monitor = ({ env }: World, query: string): Promise<SagaView[]> =>
  asked<SagaView[]>(env, env.SAGA, 'user-observer', `/api/v1/sagas?scope=all&limit=200&${query}`, true);

export const oneSagaPerUpload: Check = {
  id: 'one-saga-per-upload',
  title: 'Every upload has exactly one saga',
  async *find(world) {
    yield 1;
    const sagas = await monitor(world, 'status=all&type=media_upload');
    const oldest = sagas.at(-1)?.started_at ?? '';
    const uploads = world.notes
      .all<{ id: string; aggregate_id: string; position: number; created_at: string }>(
        "SELECT id, aggregate_id, position, created_at FROM events WHERE event_type = 'MediaUploaded' ORDER BY position DESC LIMIT 150",
      )
      .filter(
        ({ created_at }) =>
          world.now - Date.parse(created_at) > NEW_MS && (sagas.length < 200 || created_at > oldest),
      );
    const broken = uploads.flatMap(({ id, aggregate_id, position }) => {
      const own = sagas.filter((saga) => saga.aggregate_id === aggregate_id);
      return own.length === 1 && own[0]?.id === sagaId('media_upload', id)
        ? []
        : [
            {
              code: 'sagas_of_upload',
              params: { count: String(own.length), name: world.notes.nameOf(aggregate_id) },
              about: aggregate_id,
              text: `${aggregate_id} has ${own.length} sagas`,
              positions: [position],
            },
          ];
    });
    return { checked: uploads.length, broken };
  },
};

/** A page of those that are under way, the newest first, and where the next one begins. */
const underWay = ({ env }: World, cursor: string): Promise<AskedPage<SagaView>> =>
  askedPage<SagaView>(
    env,
    env.SAGA,
    'user-observer',
    `/api/v1/sagas?scope=all&limit=200&status=active${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    true,
  );

const MOVING = 'sagas-move';

/** Still, or moved last in the future: then it sleeps by a clock that has gone back since. */
const standsStill = ({ status, updated_at }: SagaView, now: number): boolean =>
  status !== 'parked' && Math.abs(now - Date.parse(updated_at)) > STILL_MS;

export const sagasMove: Check = {
  id: MOVING,
  title: 'Every saga has ended, moves, or waits for a person',
  async *find(world) {
    yield 1;
    // The newest, and the next page of the round: however many wait for a person, none hides one that stands still.
    const newest = await underWay(world, '');
    const place = world.notes.bookmark(MOVING)?.shelf ?? newest.next ?? '';
    if (place !== '') yield 1;
    const further = place === '' ? { rows: [], next: null } : await underWay(world, place);
    world.notes.markPage(MOVING, { shelf: further.next ?? newest.next ?? '', below: null });
    const active = [...new Map([...newest.rows, ...further.rows].map((saga) => [saga.id, saga])).values()];
    const broken = active
      .filter((saga) => standsStill(saga, world.now))
      .map((saga) => ({
        code: 'saga_stands_still',
        params: { status: saga.status, name: saga.subject, since: saga.updated_at },
        about: saga.aggregate_id,
        text: `${saga.id} is ${saga.status} and has not moved since ${saga.updated_at}`,
        positions: world.notes
          .all<{ position: number }>(
            'SELECT position FROM events WHERE saga_id = ? OR aggregate_id = ?',
            saga.id,
            saga.aggregate_id,
          )
          .map((row) => row.position),
      }));
    return { checked: active.length, broken };
  },
};
