// The words for logs and projections of MediaHub's events.
import { givenEventsOf, type Given } from '#shared/engine/testing/given-events';
import type { Model } from '#shared/engine/testing/rebuilding';
import { logBuilder, type Happened as HappenedOf } from '#shared/engine/testing/log-of';
import { CATALOGUE, type DomainEvent } from '#shared/mediahub/events/catalogue';

export type Happened = HappenedOf<DomainEvent>;
export const logOf = logBuilder<DomainEvent>(CATALOGUE);
export const givenEvents: (model: Model) => (...events: Happened[]) => Given = givenEventsOf(logOf);
