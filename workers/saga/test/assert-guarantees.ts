// Holds a real coordinator to the same guarantees as the engine in virtual time: by its journal, its participants and the monitor.
import { expect } from 'vitest';
import type { SagaDefinition } from '#shared/engine/saga/definition';
import type { Input, SagaState, Started } from '#shared/engine/saga/state';
import { viewOf } from '#shared/engine/saga/view-of';
import { listSagas } from '#shared/engine/saga/monitor/query';
import { env, type Call, type Fact } from './env.ts';
import { everyGuarantee } from '#shared/engine/testing/saga/guarantees';
import type { FaultScenario } from './fault-scenario-plans.ts';
import { sound } from '#shared/engine/testing/saga/engine';

interface Observed {
  /** The aggregate that it was about. */
  subject: string;
  plan: FaultScenario;
  /** The journal: every input, and the state that the coordinator had after it. */
  inputs: (Input | Started)[];
  states: SagaState[];
  /** The calls to the participants, what they did, and the steps that are in effect at the end. */
  calls: Call[];
  facts: Fact[];
  inEffect: string[];
}

/** @throws what does not hold, in words */
export async function assertGuarantees(definition: SagaDefinition, observed: Observed): Promise<void> {
  const { subject, plan, inputs, states, calls, facts, inEffect } = observed;
  const atRest = states.find((state) => state.ended_at !== null);
  if (!atRest) throw new Error('G2: it has ended.');
  const effective = Map.groupBy(
    facts.filter(({ failed }) => !failed),
    ({ command_id }) => command_id,
  );
  everyGuarantee(
    definition,
    {
      states,
      inputs: inputs.filter((input): input is Input => input.type !== 'started'),
      sent: calls.map(({ method: _, ...context }) => ({
        context,
        direction: context.command_id.endsWith(':undo') ? 'undo' : 'do',
      })),
      effects: new Set(inEffect),
      times: new Map([...effective].map(([command, { length }]) => [command, length])),
      atRest,
      calm: [...Object.values(plan.words).flat(), ...plan.moves].every(
        (word) => typeof word === 'object' && word.status === 'busy',
      ),
    },
    sound(definition),
  );
  expect(inputs.filter(({ type }) => type === 'started').length, 'G1: begun once').toBe(1);
  const filter = { user_id: 'user-1', status: 'all', search: subject, limit: 10, before: undefined } as const;
  const instances = (await listSagas(env.DB, filter)).filter((view) => view.saga_type === definition.name);
  expect(instances.length, 'G1: one instance').toBe(1);
  expect(instances, 'P5: a view that comes late overwrites nothing').toEqual([viewOf(atRest)]);
}
