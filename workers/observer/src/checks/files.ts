// Invariant X5: when it is quiet, the files are those of the live media. No orphan, no dangling key.
import type { Check } from './check.ts';

const MEDIA = 50;
/** Sagas under way may still hold or delete files. */
const QUIET_MS = 30_000;
/** An upload that broke off before its event has its file removed by a sweeper after an hour. */
const SWEPT_MS = 75 * 60_000;

export const filesAreLiveMedia: Check = {
  id: 'files-are-live-media',
  title: 'The files are those of the live media',
  async find({ env, notes, now }) {
    const quiet = (at: string) => now - Date.parse(at) > QUIET_MS;
    const recent = notes
      .all<{ id: string; status: string; at: string }>(
        'SELECT id, status, at FROM media ORDER BY position DESC LIMIT ?',
        MEDIA,
      )
      .filter(({ at }) => quiet(at));
    const broken: { text: string; positions: number[] }[] = [];
    for (const { id, status } of recent) {
      const { objects } = await env.FILES.list({ prefix: `media/${id}/` });
      const has = objects.some(({ key }) => key.endsWith('/original'));
      const wanted = status === 'uploaded' || status === 'processed';
      const gone = status === 'purged' || status === 'compensated';
      if (wanted && !has) broken.push({ text: `${id} is ${status} and has no file`, positions: notes.about(id) });
      if (gone && objects.length > 0)
        broken.push({
          text: `${id} is ${status} and still has ${objects.length} files`,
          positions: notes.about(id),
        });
    }
    const { objects } = await env.FILES.list({ prefix: 'media/', limit: 500 });
    for (const { key, uploaded } of objects) {
      const id = key.split('/')[1] ?? '';
      const known = notes.all('SELECT 1 AS known FROM media WHERE id = ?', id).length > 0;
      if (!known && now - uploaded.getTime() > SWEPT_MS)
        broken.push({ text: `${id} has a file and no event`, positions: [] });
    }
    return { checked: recent.length + objects.length, broken };
  },
};
