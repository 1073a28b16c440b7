// A soak follows its arguments: the properties share the time, every suite runs, and a seed applies to the property it comes from.
import { describe, expect, it } from 'vitest';
import { planSoak, SUITES, suites } from './plan.ts';

const found = [
  { file: 'shared/engine/eventstore/simulation.test.ts', properties: 1 },
  { file: 'workers/saga/test/react.test.ts', properties: 3 },
  { file: 'workers/album/src/domain/album.test.ts', properties: 6 },
];

describe('a soak', () => {
  it.each(SUITES)('by default finds properties in %s', (suite) => {
    expect(suites().filter(({ file }) => file.startsWith(suite))).not.toEqual([]);
  });

  it('shares its time among the properties of the default suites, or of the files that are named', () => {
    expect(planSoak({ DURATION: '400' }, [], found)).toMatchObject({ properties: 4, seconds: 100 });
    expect(planSoak({ DURATION: '600' }, ['album.test', '--bail=1'], found)).toEqual({
      files: ['workers/album/src/domain/album.test.ts'],
      properties: 6,
      seconds: 100,
    });
    expect(planSoak({ DURATION: '1' }, [], found).seconds).toBe(1);
    expect(planSoak({}, ['simulation.test'], found).seconds).toBe(60);
  });

  it.each([
    [{ SEED: '1' }, [], 'name its file'],
    [{ SEED: '1', PLAN: '0:1' }, ['album.test', 'simulation.test'], 'name its file'],
    [{ PLAN: '0:1' }, ['simulation.test'], 'give both'],
    [{ DURATION: 'long' }, [], 'number of seconds'],
    [{ DURATION: '-1' }, [], 'number of seconds'],
    [{}, ['nothing.test'], 'no property'],
  ])('with %j and the files %j is refused: %s', (propertyEnv, args, reason) => {
    expect(() => planSoak(propertyEnv, args, found)).toThrow(reason);
  });

  it('takes a seed together with the file of its property', () => {
    expect(planSoak({ SEED: '1', PLAN: '0:1' }, ['simulation.test'], found).files).toHaveLength(1);
  });
});
