import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { causesOf, type CauseNode } from './causes.ts';

const event = (position: number, cause?: number): LoggedEvent => ({
  id: `event-${position}`,
  aggregate_id: 'media-1',
  aggregate_type: 'Media',
  event_type: 'MediaUploaded',
  schema_version: 1,
  version: position,
  position,
  created_at: '2026-01-01T00:00:00.000Z',
  data: {},
  metadata: {
    user_id: 'u',
    actor: 'u',
    command_id: 'c',
    correlation_id: 'x',
    ...(cause === undefined ? {} : { causation_id: `event-${cause}` }),
  },
});

const shape = (nodes: readonly CauseNode[]): unknown[] =>
  nodes.map(({ event: { position }, role, effects }) => [position, role, ...shape(effects)]);

describe('the chain of causes', () => {
  const events = [event(4, 2), event(1), event(3, 1), event(2, 1), event(5, 4)];

  it('puts each event below the one that caused it, in the order of the log', () => {
    expect(shape(causesOf(events, null))).toEqual([
      [1, 'other', [2, 'other', [4, 'other', [5, 'other']]], [3, 'other']],
    ]);
  });

  it('says what led to an event and what it led to', () => {
    expect(shape(causesOf(events, 'event-4'))).toEqual([
      [1, 'cause', [2, 'cause', [4, 'chosen', [5, 'effect']]], [3, 'other']],
    ]);
  });

  it('begins anew where a cause is unknown, and never goes in circles', () => {
    expect(shape(causesOf([event(1, 2), event(2, 1), event(3, 99)], null))).toEqual([
      [1, 'other', [2, 'other']],
      [3, 'other'],
    ]);
  });
});
