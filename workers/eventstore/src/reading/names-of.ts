// The names of what events refer to: an event carries ids, a sentence needs names. Folded from the events
// that give a name; the newest counts.
import { STORE } from '../composition.ts';
import type { Env } from '../env.ts';
import { pagesWhere } from '#shared/engine/eventstore/log/pages-where';
import type { Caller } from '#shared/http/token';

const NAMING = `aggregate_id IN (SELECT value FROM json_each(?1))
  AND event_type IN ('MediaUploaded', 'MediaRenamed', 'AlbumCreated', 'AlbumDetailsChanged', 'ExportRequested')
  AND (?2 = '' OR user_id = ?2)`;

/** Names by id. What is unknown, or another user's (unless an operator asks), is left out. */
export async function namesOf(env: Env, caller: Caller, asked: string): Promise<Record<string, string>> {
  const ids = asked.split(',');
  const values = [JSON.stringify(ids), caller.operator ? '' : caller.user_id];
  const names: Record<string, string> = {};
  for await (const page of pagesWhere(STORE.catalogue, env.DB, NAMING, values))
    for (const { aggregate_id, data } of page) {
      const { filename, name, album_name } = data as { filename?: string; name?: string; album_name?: string };
      names[aggregate_id] = filename ?? name ?? album_name ?? aggregate_id;
    }
  return names;
}
