import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaView } from '#shared/engine/saga/view';
import { createLiveMemory } from './memory.ts';

const event = (position: number): LoggedEvent => ({
  id: `event-${position}`,
  event_type: 'MediaRenamed',
  aggregate_id: 'media-1',
  aggregate_type: 'Media',
  schema_version: 1,
  data: {},
  version: position,
  position,
  created_at: '2026-01-01T00:00:00.000Z',
  metadata: { user_id: 'user-1', actor: 'user-1', command_id: 'c', correlation_id: 'c' },
});

const ANY_SAGA = {
  saga_type: 'media_upload',
  definition_version: 1,
  status: 'running',
  user_id: 'user-1',
  correlation_id: 'c',
  subject: 'a.jpg',
  failure: null,
  parked: null,
  ended_at: null,
  steps: [],
} as const;

const saga = (revision: number, started_at = '2026-01-01T00:00:00.000Z', id = 'saga-1'): SagaView => ({
  ...ANY_SAGA,
  id,
  aggregate_id: `media of ${id}`,
  revision,
  started_at,
  updated_at: started_at,
  steps: [],
});

it('adds the events that came in while an answer was on its way, each once and in order', () => {
  const memory = createLiveMemory();
  for (const position of [4, 6, 5]) memory.rememberEvent(event(position));
  const merged = memory.withNewerEvents([event(4), event(3)], () => true);
  expect(merged.map(({ position }) => position)).toEqual([6, 5, 4, 3]);
});

it('never shows an older revision of a saga after a newer one', () => {
  const memory = createLiveMemory();
  expect(memory.rememberSaga(saga(5))).toBe(true);
  expect(memory.rememberSaga(saga(4))).toBe(false);
  expect(memory.newest([saga(3)])[0]?.revision).toBe(5);
  expect(memory.newest([saga(6)])[0]?.revision).toBe(6);
});

it('adds the sagas that began after a page was read, and only those', () => {
  const memory = createLiveMemory();
  memory.rememberSaga(saga(1, '2026-01-01T00:00:01.000Z', 'saga-old'));
  memory.rememberSaga(saga(1, '2026-01-01T00:00:09.000Z', 'saga-new'));
  const page = [saga(1, '2026-01-01T00:00:05.000Z', 'saga-listed')];
  expect(memory.begunAfter(page, () => true).map(({ id }) => id)).toEqual(['saga-new']);
});
