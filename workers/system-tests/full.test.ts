// A full log over HTTP (a trigger refuses every insert with D1's words): uploads say why, reads go on, and it heals by itself.
import { afterEach, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';
import { system } from './system.ts';

interface Database {
  prepare(sql: string): { run(): Promise<unknown> };
}

const database = async (): Promise<Database> => {
  const { server } = await system();
  return (await server.getWorker<{ DB: Database }>('eventstore').getEnv()).DB;
};
const fill = async () =>
  (await database())
    .prepare(
      `CREATE TRIGGER no_room BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    )
    .run();
const makeRoom = async () => (await database()).prepare('DROP TRIGGER IF EXISTS no_room').run();

afterEach(makeRoom);

it('a full log refuses uploads with 507 and the reason, reads go on, and there is room again for all', async () => {
  const user = await Client.login();
  const operator = await Client.login(null);
  const { id } = (await user.upload()).body;
  await user.sagaOf(id);
  await fill();

  const album = () => user.call<{ code: string; detail?: string }>('POST', '/api/v1/albums', { name: 'Full' });
  await eventually(async () => ((await album()).status === 507 ? true : undefined));
  const refused = await album();
  expect(refused.body).toMatchObject({ code: 'storage_full' });
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  const upload = await user.upload();
  expect([upload.status, upload.body.code]).toEqual([507, 'storage_full']);
  expect((await user.call('GET', `/api/v1/media/${id}`)).status).toBe(200);
  expect((await user.call('GET', `/api/v1/events/aggregate/${id}`)).status).toBe(200);
  await operator.healthSays('eventstore', 'degraded');

  await makeRoom();
  await eventually(async () => ((await album()).status === 201 ? true : undefined));
  const after = await eventually(async () => {
    const answer = await user.upload();
    return answer.status === 201 ? answer : undefined;
  });
  await user.sagaOf(after.body.id);
});
