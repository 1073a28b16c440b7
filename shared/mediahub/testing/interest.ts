// Whether a subscription is interested in all that its read model writes: of every type of event there is one in the fixture.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Projection } from '#shared/engine/projection/projection';
import { CATALOGUE } from '../events/catalogue.ts';
import fixture from '../events/fixtures/log-version-1.json' with { type: 'json' };
import { SUBSCRIPTION_RULES, type ReadModelName } from '../subscriptions.ts';

const statement = { bind: () => statement } as unknown as D1PreparedStatement;
const nowhere = { prepare: () => statement } as unknown as D1Database;

/** The types that the read model writes and the subscription is not interested in: they would be late by up to a second. */
export function writtenWithoutInterest(name: ReadModelName, projection: (db: D1Database) => Projection): string[] {
  const { project } = projection(nowhere);
  const events = (fixture as unknown as LoggedEvent[]).map((event) => CATALOGUE.upcast(event));
  return events
    .filter((event) => project(event, 1).length > 0 && !SUBSCRIPTION_RULES[name].interestedIn(event))
    .map(({ event_type }) => event_type);
}
