// The bindings as the tests see them, and what the tests say to the participants.
import { sagaId } from '#shared/engine/event/ids';
import { env as bindings, type D1Migration } from 'cloudflare:test';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { currentVersion, type EventType } from '#shared/mediahub/events/catalogue';
import { newId } from '#shared/mediahub/ids';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import type { SagaView } from '#shared/engine/saga/view';
import type { SagaDefinition } from '#shared/engine/saga/definition';
import type { DevelopmentEnv as Env } from '../src/development.ts';
import { newestOf } from '../src/sagas/registry.ts';

const mediaUpload = newestOf('media_upload');

/**
 * How one call is met. `well`: takes effect once. `throw`: nothing happened. `lost`: the effect happened, its reply is gone.
 * `hang`: the same, and no answer comes until the timeout. `late`: held up on the way. `fail`: accepted, and an event says no.
 */
export type Word = CommandReply | 'well' | 'throw' | 'lost' | 'hang' | 'late' | 'fail';
/** What becomes of a write to the monitor. `late`: it arrives when no one waits for it any more. */
export type Fate = 'well' | 'fail' | 'late';

export interface Fact {
  command_id: string;
  step: string;
  undo: boolean;
  failed: boolean;
}

export type Call = { method: string } & SagaContext;

interface Control {
  script(sagaId: string, method: string, words: Word[]): Promise<void>;
  calls(sagaId: string): Promise<Call[]>;
  seat(
    sagaId: string,
    seat: { inEffect: string[]; undoes: Record<string, string[]>; views: Fate[] },
  ): Promise<void>;
  facts(sagaId: string): Promise<{ facts: Fact[]; inEffect: string[] }>;
  arrive(sagaId: string): Promise<SagaView[]>;
  fateOf(view: SagaView): Promise<Fate>;
}

export interface TestEnv extends Env {
  CONTROL: Control;
  MIGRATIONS: D1Migration[];
  TRIALS: Record<string, string>;
  /** The coordinators of `faulty-objects.ts`. */
  Watched: Env['COORDINATOR'];
  DeafToRestarts: Env['COORDINATOR'];
  LoadedDice: Env['COORDINATOR'];
  Unguarded: Env['COORDINATOR'];
  StartsAgain: Env['COORDINATOR'];
}

export const env = bindings as unknown as TestEnv;

/** A subject of its own: the starting event, the saga's id, and the events that participants would answer with. */
export const fresh = ({ name, startedBy }: SagaDefinition) => {
  const subject = newId('media');
  const started = crypto.randomUUID();
  const id = sagaId(name, started);
  const event = (event_type: string, step?: string, data: object = {}): LoggedEvent => ({
    id: crypto.randomUUID(),
    aggregate_id: subject,
    aggregate_type: 'Media',
    event_type,
    data: { filename: 'cat.jpg', album_name: 'Kyoto', ...data },
    version: 1,
    created_at: '2026-01-01T00:00:00.000Z',
    position: 1,
    schema_version: currentVersion(event_type as EventType),
    metadata: {
      user_id: 'user-1',
      actor: 'user-1',
      command_id: crypto.randomUUID(),
      correlation_id: 'c',
      ...(step === undefined ? {} : { saga_id: id, step }),
    },
  });
  return { id, subject, started: { ...event(startedBy), id: started }, event };
};

export const freshUpload = () => {
  const { started, ...rest } = fresh(mediaUpload);
  return { ...rest, uploaded: started };
};
