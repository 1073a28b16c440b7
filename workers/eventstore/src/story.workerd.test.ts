// The real event store, Durable Objects and D1 inside workerd, through stories that fast-check makes up: every object may
// die at any time, and nobody helps but the alarms (invariants S1-S6, P2, P3, X1-X3).
import fc from 'fast-check';
import { it } from 'vitest';
import { patience, trials } from '#shared/testing/property';
import { env } from '../test/env.ts';
import { live } from '../test/story/live.ts';
import { story } from '../test/story/plan.ts';

it(
  'every event is stored once, logged once and takes effect once, in order, whoever dies',
  () => fc.assert(fc.asyncProperty(story, live), trials(8, env.TRIALS)),
  patience(120_000, env.TRIALS),
);
