// The bindings as the tests see them, and what the tests say to the participants.
import { env as bindings, type D1Migration } from 'cloudflare:test';
import type { LoggedEvent } from '#shared/events/envelope';
import { newId, sagaId } from '#shared/kernel/ids';
import type { CommandReply, SagaContext } from '#shared/ports/saga-command';
import type { Env } from '../src/env.ts';

interface Control {
  script(sagaId: string, method: string, replies: (CommandReply | 'throw' | 'hang')[]): Promise<void>;
  calls(sagaId: string): Promise<({ method: string } & SagaContext)[]>;
}

export const env = bindings as unknown as Env & {
  CONTROL: Control;
  MIGRATIONS: D1Migration[];
  TRIALS: Record<string, string>;
};

/** A fresh upload: its starting event, its saga's id, and the events that participants would answer with. */
export const freshUpload = () => {
  const media = newId('media');
  const event = (event_type: string, step?: string): LoggedEvent => ({
    id: crypto.randomUUID(),
    aggregate_id: media,
    aggregate_type: 'Media',
    event_type,
    data: { filename: 'cat.jpg' },
    version: 1,
    created_at: '2026-01-01T00:00:00.000Z',
    position: 1,
    schema_version: 1,
    metadata: {
      user_id: 'user-1',
      actor: 'user-1',
      command_id: crypto.randomUUID(),
      correlation_id: 'c',
      ...(step ? { saga_id: id, step } : {}),
    },
  });
  const uploadedId = crypto.randomUUID();
  const id = sagaId('media_upload', uploadedId);
  return { id, uploaded: { ...event('MediaUploaded'), id: uploadedId }, event };
};
