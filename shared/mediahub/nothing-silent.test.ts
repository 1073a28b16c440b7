// A new event or subscription is noticed wherever someone has to decide about it. Each of these tests names the place. Where the
// compiler does (a decider's state, the texts of the UI), none is needed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventAt } from '#shared/engine/testing/log-of';
import { type AggregateType, CATALOGUE, type EventType } from './events/catalogue.ts';
import { type ReadModelName, SUBSCRIPTION_RULES, SUBSCRIPTIONS } from './subscriptions.ts';
import { logs } from './testing/logs.ts';

const TYPES = [...CATALOGUE.types.keys()] as EventType[];
const aggregateOf = (type: EventType): string => CATALOGUE.types.get(type)?.aggregate_type ?? '';

/** A file that distinguishes events by type, and the types that it ignores on purpose. */
interface Place {
  file: string;
  passesOver: EventType[];
}

/** Of each read model the projection. */
const PROJECTIONS: Record<ReadModelName, Place> = {
  media: { file: 'workers/media-query/src/projections/media-library/project.ts', passesOver: ['MediaPurged'] },
  album: { file: 'workers/album/src/projections/albums/project.ts', passesOver: [] },
  notification: { file: 'workers/notification/src/projections/inbox/project.ts', passesOver: [] },
};

/** Of each aggregate the published fold, by which time travel shows it; null: it shows the data of the events as they are. */
const FOLDS: Record<AggregateType, Place | null> = {
  Media: { file: 'shared/mediahub/state/media.ts', passesOver: ['MediaDescribed'] },
  Album: { file: 'shared/mediahub/state/album.ts', passesOver: [] },
  Export: { file: 'shared/mediahub/state/export.ts', passesOver: [] },
  User: { file: 'shared/mediahub/state/small-aggregates.ts', passesOver: [] },
  Notification: { file: 'shared/mediahub/state/small-aggregates.ts', passesOver: [] },
  Subscription: { file: 'shared/mediahub/state/small-aggregates.ts', passesOver: [] },
  Content: null,
  Renewal: null,
};

/** What the generated logs leave out: events that no read model of media, albums or notifications looks at. */
const NOT_GENERATED = TYPES.filter((type) => /^(Export|User|ParkedEvent|Content|Renewal)/.test(type));

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');

/** @param hears whether events of a type reach the place */
function decides({ file, passesOver }: Place, hears: (type: EventType) => boolean): void {
  const source = textOf(file);
  const known = TYPES.filter((type) => source.includes(`'${type}'`));
  const silent = TYPES.filter((type) => hears(type) && !known.includes(type) && !passesOver.includes(type));
  expect(silent, `${file} says nothing of these: give each a case, or list it in passesOver`).toEqual([]);
  expect(
    passesOver.filter((type) => known.includes(type)),
    `${file} has a case for these`,
  ).toEqual([]);
}

describe.each(Object.entries(PROJECTIONS))('the read model %s', (name, place) => {
  const { interestedIn } = SUBSCRIPTION_RULES[name as ReadModelName];
  const hears = (event_type: EventType) =>
    interestedIn({ ...eventAt(1), event_type, aggregate_type: aggregateOf(event_type) });

  it('decides about each event that concerns it', () => decides(place, hears));
});

const folds = Object.entries(FOLDS).flatMap(([aggregate, place]) => (place ? [{ aggregate, place }] : []));

describe.each(folds)('time travel through $aggregate', ({ aggregate, place }) => {
  it('decides about each of its events', () => decides(place, (type) => aggregateOf(type) === aggregate));
});

describe.each(SUBSCRIPTIONS)('the subscription %s', (name) => {
  const config = 'workers/eventstore/wrangler.toml';

  it(`has its consumer in ${config}`, () =>
    expect(textOf(config).includes(`binding = "${name.toUpperCase()}"`), 'no service is bound to it').toBe(true));
});

describe('shared/mediahub/testing/logs.ts', () => {
  it('generates every event that a read model may meet', () => {
    const drawn = fc.sample(logs(60), { numRuns: 400, seed: 1 }).flat();
    const generated = new Set(drawn.map(({ event_type }) => event_type));
    expect(TYPES.filter((type) => !generated.has(type)).toSorted()).toEqual(NOT_GENERATED.toSorted());
  });
});
