// What is lost is named, and what was deleted on purpose ends the export as before.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { originalKey } from '#shared/mediahub/media/keys';
import { newId } from '#shared/mediahub/ids';
import { appendHistory } from '#shared/mediahub/testing/append-history';
import { memoryEventStore } from '#shared/mediahub/testing/memory-event-store';
import type { ZipFile } from './domain/contents.ts';
import { nameKey } from './domain/zip-names.ts';
import { listOf, sortOut } from './lost-files.ts';

const user_id = 'user-1';
const MIB = 1024 * 1024;

const state = fc.constantFrom('there' as const, 'lost' as const, 'deleted' as const);

it('of any album: files with bytes go in, lost files are listed, and a deletion does not count as a loss', () =>
  fc.assert(
    fc.asyncProperty(fc.array(state, { maxLength: 120 }), async (states) => {
      const store = memoryEventStore({ events: 3, bytes: MIB });
      const held = new Set<string>();
      const files: ZipFile[] = [];
      for (const [n, how] of states.entries()) {
        const media_id = newId('media');
        const data = {
          user_id,
          filename: `${n}.jpg`,
          content_type: 'image/jpeg',
          size: 7,
          sha256: 'a'.repeat(64),
        };
        await appendHistory(store, 'Media', media_id, { event_type: 'MediaUploaded', data });
        if (how === 'deleted')
          await appendHistory(store, 'Media', media_id, { event_type: 'MediaDeleted', data: { user_id } });
        if (how === 'there') held.add(originalKey(media_id));
        files.push({ media_id, name: `${n}.jpg`, size: 7 });
      }
      const bucket = { head: (key: string) => Promise.resolve(held.has(key) ? ({} as R2Object) : null) };
      const sorted = await sortOut(files, { bucket, streams: store }, () => undefined);
      const of = (how: string) => files.filter((_, n) => states[n] === how);
      expect(sorted).toEqual({ there: of('there'), lost: of('lost'), deleted: of('deleted')[0] ?? null });
    }),
    fcParameters(10),
  ));

it('the list names each of them, under a name that no other file of the ZIP has', () => {
  const file = (name: string): ZipFile => ({ media_id: newId('media'), name, size: 1 });
  const lost = [file('京都.jpg'), file('b.jpg')];
  const there = [file('Missing Files.TXT'), file('missing files (2).txt')];
  const { name, bytes } = listOf(lost, there);
  const text = new TextDecoder().decode(bytes);
  for (const one of lost) expect(text).toContain(`${one.name}  (${one.media_id})`);
  expect(there.map((one) => nameKey(one.name))).not.toContain(nameKey(name));
});
