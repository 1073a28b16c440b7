// What one command does on average, with all that follows it: for the card on the page System (shared/mediahub/costs).
import type { CommandCounts } from '#shared/mediahub/costs/cost-of';
import type { Priced } from '#shared/mediahub/costs/measured';
import { eventually } from '#shared/engine/testing/eventually';
import type { Client } from '../client.ts';
import { picture } from './commands.ts';
import type { CountedSystem } from './counted-system.ts';
import { add, NOTHING, type Said } from './counts.ts';

const TIMES = 3;
/** What the test itself does beside the commands: it looks up what they need, and sweeps. */
const LOOKS = /^(gateway GET |media-command Sweeper\.sweep)/;
/** Production has no fault switch. */
const FAULTS = / (FaultSwitch|ChaosRpc)\./;

/** Each request and each alarm is charged; what the test itself led to is left out. */
function countsOf(said: readonly Said[]): CommandCounts {
  const looks = new Set(said.filter(({ at, id, root }) => id === root && LOOKS.test(at)).map(({ root }) => root));
  const own = said.filter(({ at, root }) => !looks.has(root) && !FAULTS.test(at));
  const { services, objects, d1_read, d1_written, rows_read, rows_written, r2_a, r2_b } = own.reduce(
    (sum, { counts }) => add(sum, counts),
    NOTHING,
  );
  const begun = (at: RegExp) => new Set(own.filter((one) => at.test(one.at)).map(({ id }) => id)).size;
  return {
    requests: begun(/^gateway /),
    services,
    object_requests: objects + begun(/\.alarm$/),
    d1_read,
    d1_written,
    rows_read,
    rows_written,
    r2_a,
    r2_b,
  };
}

const idOf = ({ body }: { body: unknown }): string => (body as { id: string }).id;

/** Until it has expired: that is a part of what it costs, and not of the command behind it. */
async function exported(user: Client, album: string): Promise<void> {
  const { body } = await user.call<{ export_id: string }>('POST', `${album}/export`);
  await eventually(async () => {
    const { status } = await user.get<{ status: string }>(`/api/v1/exports/${body.export_id}`);
    return status === 'expired' || undefined;
  });
}

/** One after the other, each with what it needs made by the one before. */
async function story(user: Client, once: (command: Priced, run: () => Promise<unknown>) => Promise<void>) {
  let [media, album, part] = ['', '', ''];
  const bytes = picture();
  await once('POST /api/v1/media', async () => (media = idOf(await user.upload(picture()))));
  await once('POST /api/v1/uploads/{id}/complete', async () => {
    part = idOf(await user.call('POST', '/api/v1/uploads', { filename: 'a.jpg', size: bytes.length }));
    const type = { 'content-type': 'application/octet-stream' };
    await user.call('PUT', `/api/v1/uploads/${part}/parts/1`, bytes, type);
    await user.call('POST', `/api/v1/uploads/${part}/complete`);
  });
  await once('PATCH /api/v1/media/{id}', () =>
    user.call('PATCH', `/api/v1/media/${media}`, { filename: 'b.jpg' }),
  );
  await once(
    'POST /api/v1/albums',
    async () => (album = idOf(await user.call('POST', '/api/v1/albums', { name: 'Sea' }))),
  );
  const own = `/api/v1/albums/${album}`;
  await once('PUT /api/v1/albums/{id}', () => user.call('PUT', own, { name: 'The sea' }));
  await once('POST /api/v1/albums/{id}/media', () => user.call('POST', `${own}/media`, { media_id: media }));
  await once('POST /api/v1/albums/{id}/export', () => exported(user, own));
  await once('DELETE /api/v1/albums/{id}/media/{media_id}', () => user.call('DELETE', `${own}/media/${media}`));
  await once('DELETE /api/v1/albums/{id}', () => user.call('DELETE', own));
  const [notice] = await user.get<{ id: string }[]>('/api/v1/notifications?limit=1');
  await once('PUT /api/v1/notifications/{id}/read', () =>
    user.call('PUT', `/api/v1/notifications/${notice?.id}/read`),
  );
  await once('PUT /api/v1/notifications/read-all', () => user.call('PUT', '/api/v1/notifications/read-all'));
  await once('DELETE /api/v1/media/{id}', () => user.call('DELETE', `/api/v1/media/${media}`));
}

const rounded = (sum: number): number => Math.round((sum * 10) / TIMES) / 10;

/** Averages of some, for a user who has done each once before: what is made once per instance is not a command's. */
export async function measure(system: CountedSystem, user: Client): Promise<Record<string, CommandCounts>> {
  const sums = new Map<string, CommandCounts>();
  for (let n = 0; n <= TIMES; n++)
    await story(user, async (command, run) => {
      await system.quiet();
      const from = system.said.length;
      await run();
      await system.quiet();
      if (n === 0) return;
      const counts = Object.entries(countsOf(system.said.slice(from))) as [keyof CommandCounts, number][];
      const before = sums.get(command);
      sums.set(
        command,
        Object.fromEntries(
          counts.map(([what, by]) => [what, by + (before?.[what] ?? 0)]),
        ) as unknown as CommandCounts,
      );
    });
  return Object.fromEntries(
    [...sums].map(([command, sum]) => [
      command,
      Object.fromEntries(Object.entries(sum).map(([what, by]) => [what, rounded(by)])) as unknown as CommandCounts,
    ]),
  );
}
