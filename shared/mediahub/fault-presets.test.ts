import { describe, expect, it } from 'vitest';
import { FaultPlan } from '#shared/engine/faults/plan';
import { PRESETS } from './fault-presets.ts';

describe('every preset', () => {
  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    '%s is a plan that fits in a link',
    (_, preset) => {
      expect(FaultPlan.parse(preset.plan)).toEqual(preset.plan);
      expect(encodeURIComponent(JSON.stringify(preset.plan)).length).toBeLessThan(1_000);
    },
  );

  it('has an id of its own', () => {
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
  });
});
