// kill -9 in the middle of running sagas, as a person would do it to the started system: when it is back, every saga
// ends completed and nothing happened twice (invariants G1, G2, X1, X6).
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { named, photo } from '#shared/mediahub/testing/photo';
import { Client, type Answer } from './client.ts';
import { RECOVERY_MS, startSystem, type StartedSystem } from './started-system.ts';

const SAGAS = 20;

let system: StartedSystem;

beforeAll(async () => {
  system = await startSystem();
}, RECOVERY_MS);

afterAll(() => system.stop());

it(
  `kill -9 twice in the middle of ${SAGAS} sagas: all end completed, nothing twice`,
  async () => {
    const user = await Client.login('killed', system.base);
    const picture = photo(800, 600);
    // A browser whose connection breaks sends the upload again, with the same key.
    const upload = (n: number): Promise<Answer<{ id: string }>> =>
      eventually(async () => {
        const key = { 'idempotency-key': `upload-${n}` };
        const answer = await user.upload(named(picture, `${n}`), `${n}.jpg`, 'image/jpeg', key);
        return answer.status === 201 ? answer : undefined;
      }, RECOVERY_MS);

    const uploads = Promise.all(Array.from({ length: SAGAS }, (_, n) => upload(n)));
    await eventually(async () =>
      (await user.events()).some((e) => e.event_type === 'MediaProcessed') ? true : undefined,
    );
    system.killNine();
    const media = await uploads;
    await system.healthy();
    system.killNine();
    await system.healthy();

    const sagas = await Promise.all(media.map(({ body }) => eventually(() => user.sagaOf(body.id), RECOVERY_MS)));
    expect(sagas.map((s) => s.status)).toEqual(sagas.map(() => 'completed'));

    // After the crash, a list without filters has all of them.
    const shown = await user.get<{ saga_type: string }[]>('/api/v1/sagas?limit=200');
    expect(shown.filter(({ saga_type }) => saga_type === 'media_upload')).toHaveLength(SAGAS);

    const events = await user.events();
    for (const type of ['MediaUploaded', 'MediaProcessed', 'MediaAddedToAlbum'])
      expect(
        events.filter((e) => e.event_type === type),
        type,
      ).toHaveLength(SAGAS);
    expect(events.filter(({ data }) => 'code' in data && data.code === 'upload_completed')).toHaveLength(SAGAS);
    expect(events.filter((e) => e.event_type === 'AlbumCreated')).toHaveLength(1);
    expect(events.filter((e) => e.event_type === 'MediaUploadCompensated')).toEqual([]);
    const { media: listed } = await user.get<{ media: { status: string }[] }>('/api/v1/media?limit=200');
    expect(listed.map((m) => m.status)).toEqual(listed.map(() => 'processed'));
    expect(listed).toHaveLength(SAGAS);
    expect(await user.uploadNotices()).toHaveLength(SAGAS);
  },
  RECOVERY_MS * 2,
);
