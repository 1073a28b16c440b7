// A library that is larger than a round of the board: what is broken in it is found within some rounds, and stays found.
import { describe, expect, it } from 'vitest';
import type { InvariantState } from '#shared/mediahub/api/invariant';
import { logOf } from '#shared/mediahub/testing/log-of';
import { NOW, shownBy, contextOf, type Shown } from '../../test/consistent-system.ts';
import { upload } from '../../test/upload.ts';
import { stateOf } from '../last-result.ts';
import { runToEnd } from '../metered.ts';
import { CHECKS } from './all.ts';

const old = new Date(NOW - 10 * 3_600_000);

describe('what is broken in a library that is larger than a round', () => {
  const MEDIA = 600;
  const ROUNDS = 6;
  const large = logOf(
    ...Array.from({ length: MEDIA }, (_, n): [string, 'MediaUploaded', typeof upload] => [
      `media-${n}`,
      'MediaUploaded',
      upload,
    ]),
  ).map((event, n) => ({ ...event, id: `event-${n}` }));
  const stateIn = async (id: string, context: ReturnType<typeof contextOf>): Promise<InvariantState> => {
    const found = CHECKS.find((check) => check.id === id)?.find(context);
    if (!found) throw new Error(`no check ${id}`);
    return stateOf('next' in found ? await runToEnd(found) : found);
  };
  const roundsOf = async (id: string, context: ReturnType<typeof contextOf>, rounds: number) => {
    const states: InvariantState[] = [];
    for (let round = 0; round < rounds; round++) states.push(await stateIn(id, context));
    return states;
  };

  it.each<[check: string, what: string, (shown: Shown) => void, (shown: Shown, whole: Shown) => void]>([
    [
      'files-are-live-media',
      'a media without its file',
      (shown) =>
        shown.files.splice(
          shown.files.findIndex(({ key }) => key === 'media/media-1/original'),
          1,
        ),
      (shown, whole) => (shown.files = whole.files),
    ],
    [
      'files-are-live-media',
      'a file of no media',
      (shown) => shown.files.push({ key: 'media/z/original', uploaded: old }),
      (shown) => shown.files.pop(),
    ],
    [
      'one-saga-per-upload',
      'an upload without a saga',
      (shown) => shown.sagas.splice(1, 1),
      (shown, whole) => (shown.sagas = whole.sagas),
    ],
  ])('%s: %s is found before anything holds, and stays found until it is well', async (id, _, damage, heal) => {
    const shown = shownBy(large);
    damage(shown);
    const context = contextOf(large, shown, 50);
    const found = await roundsOf(id, context, ROUNDS);
    const first = found.indexOf('red');
    expect(first).toBeGreaterThanOrEqual(0);
    expect(found).toEqual(found.map((__, round) => (round < first ? 'looking' : 'red')));
    heal(shown, shownBy(large));
    expect(new Set(await roundsOf(id, context, ROUNDS))).toEqual(new Set(['green']));
  });
});

it('of an album that is larger than a round every entry is compared, also where as many are shown as there should be', async () => {
  const ENTRIES = 2_100;
  const ids = Array.from({ length: ENTRIES }, (_, n) => `media-${n}`);
  const log = logOf(
    ...ids.map((id): [string, 'MediaUploaded', typeof upload] => [id, 'MediaUploaded', upload]),
    ['album-1', 'AlbumCreated', { user_id: 'user-a', name: 'Sea', description: '', is_default: false }],
    ...ids
      .slice(0, -1)
      .map((media_id): [string, 'MediaAddedToAlbum', { media_id: string }] => [
        'album-1',
        'MediaAddedToAlbum',
        { media_id },
      ]),
  ).map((event, n) => ({ ...event, id: `event-${n}` }));
  const shown = shownBy(log);
  // The first that was put in is on the last page; another one is shown in its place.
  const entry = shown.albums[0]?.entries.find(({ media_id }) => media_id === 'media-0');
  if (!entry) throw new Error('it is not shown');
  entry.media_id = `media-${ENTRIES - 1}`;
  const context = contextOf(log, shown);
  const check = CHECKS.find(({ id }) => id === 'albums-are-fold');
  const rounds: string[][] = [];
  for (let round = 0; round < 2; round++) {
    const found = check?.find(context);
    if (!found || !('next' in found)) throw new Error('it asks no one');
    const { broken, checked, total } = await runToEnd(found);
    expect(checked).toBeLessThanOrEqual(total);
    rounds.push(broken.map(({ code, about }) => `${code} ${about}`).toSorted());
  }
  expect(rounds.at(-1)).toEqual([`entry_missing media-0`, `entry_surplus media-${ENTRIES - 1}`]);
});
