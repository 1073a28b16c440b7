// A new event or subscription is noticed wherever someone has to decide about it. Each of these tests names the place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from './events/catalogue.ts';
import { logs } from './testing/logs.ts';

const TYPES = [...CATALOGUE.types.keys()];

/** What the generated logs leave out: events that no read model of media, albums or notifications looks at. */
const NOT_GENERATED = TYPES.filter((type) => /^(Export|User|ParkedEvent|Content|Renewal)/.test(type));

describe('shared/mediahub/testing/logs.ts', () => {
  it('generates every event that a read model may meet', () => {
    const drawn = fc.sample(logs(60), { numRuns: 400, seed: 1 }).flat();
    const generated = new Set(drawn.map(({ event_type }) => event_type));
    expect(TYPES.filter((type) => !generated.has(type)).toSorted()).toEqual(NOT_GENERATED.toSorted());
  });
});
