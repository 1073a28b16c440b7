// A participant that is away for longer than its attempts: what was answered 201 is still there when it is back. Long, for both
// steps:  OUTAGE_SECONDS=120 npm test -- workers/system-tests/outage.test.ts
import { afterEach, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { timeLimit } from '#shared/engine/testing/time-limit';
import type { SagaView } from '#shared/engine/saga/view';
import { Client } from './client.ts';

const SECONDS = Number(process.env['OUTAGE_SECONDS'] ?? 0);
/** More than the step has attempts. */
const MOST_ATTEMPTS = 5;

const operator = await Client.login(null);
afterEach(() => operator.heal());

it.each([
  ['the decoder', 'process', 'error'],
  ...(SECONDS > 0
    ? ([
        ['the decoder', 'process', 'drop_request'],
        ['the album', 'add_to_default_album', 'drop_request'],
      ] as const)
    : []),
] as const)(
  'keeps an upload while %s is away, and completes it (%s: %s)',
  async (_, step, kind) => {
    const user = await Client.login();
    await operator.injectFault({ at: 'saga', step, kind });
    const from = Date.now();
    const { status, body } = await user.upload();
    expect(status).toBe(201);
    const waiting = await eventually(
      async () => {
        const [saga] = await user.get<SagaView[]>('/api/v1/sagas?status=all&type=media_upload');
        const attempts = saga?.steps.find(({ step_name }) => step_name === step)?.attempts ?? 0;
        return attempts > MOST_ATTEMPTS && Date.now() - from > SECONDS * 1_000 ? saga : undefined;
      },
      timeLimit(40_000 + SECONDS * 1_000),
    );
    expect(waiting).toMatchObject({ status: 'running', failure: null });
    expect((await user.call('GET', `/api/v1/media/${body.id}`)).status).toBe(200);

    await operator.heal();
    expect(await user.sagaOf(body.id)).toMatchObject({ status: 'completed' });
    expect(await user.get('/api/v1/albums/default/media')).toHaveLength(1);
  },
  timeLimit(130_000 + SECONDS * 1_000),
);
