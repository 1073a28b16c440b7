// Which users may read a run, what they read of it, and what is left of it when the sagas do not answer (the stand-in has no
// journals).
import { expect, it, vi } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import type { Caller } from '#shared/http/token';
import { newTrace } from '#shared/http/traceparent';
import { runOf } from '../src/reading/run-of.ts';
import { env, freshStream, request } from './env.ts';

const asked = (correlation_id: string) => ({ correlation_id, scope: 'own' as const });
const caller = (user_id: string, operator = false): Caller => ({ user_id, operator });

/** Two events of user-1 and one of user-2, all of one trace. */
async function aTrace() {
  const correlation_id = newTrace();
  const events = await Promise.all(
    ['user-1', 'user-1', 'user-2'].map(async (user_id, n) => {
      const { id, stream, event } = freshStream();
      const plain = event(n);
      const metadata = { ...plain.metadata, user_id, actor: user_id, correlation_id };
      await stream.append(request(id, 'no_stream', { ...plain, metadata }));
      return plain.id;
    }),
  );
  // On a busy machine an append may be answered before the log has it.
  const all = { correlation_id, scope: 'all' as const };
  await eventually(async () => {
    const run = await runOf(env, caller('user-3', true), all).catch(() => null);
    return run?.events.length === events.length || undefined;
  });
  return { correlation_id, events };
}

it('each user reads only their own part of a trace, and an operator all of it', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { correlation_id, events } = await aTrace();
  const read = async (...args: Parameters<typeof runOf>) => (await runOf(...args)).events.map(({ id }) => id);
  expect((await read(env, caller('user-1'), asked(correlation_id))).toSorted()).toEqual(
    events.slice(0, 2).toSorted(),
  );
  expect(await read(env, caller('user-2'), asked(correlation_id))).toEqual(events.slice(2));
  const all = { ...asked(correlation_id), scope: 'all' as const };
  expect(await read(env, caller('user-3', true), all)).toHaveLength(3);
  await expect(read(env, caller('user-3', true), asked(correlation_id))).rejects.toThrow('not_found');
  await expect(read(env, caller('user-3'), asked(correlation_id))).rejects.toThrow('not_found');
  await expect(read(env, caller('user-1'), all)).rejects.toThrow('operator_required');
  await expect(read(env, caller('user-1'), asked('x'.repeat(201)))).rejects.toThrow('not_found');
});

it('sagas that cannot be read cost their tries, not the events, and the run says that it has more', async () => {
  const lines: string[] = [];
  vi.spyOn(console, 'warn').mockImplementation((line: string) => void lines.push(line));
  const { correlation_id } = await aTrace();
  const run = await runOf(env, caller('user-1'), asked(correlation_id));
  expect(run).toMatchObject({ sagas: [], more: true });
  expect(run.events).toHaveLength(2);
  expect(lines.join()).toContain(correlation_id);
});
