import { describe, expect, it } from 'vitest';
import { INJECTION_POINTS as SERVER_EDGES, FaultPlan, KINDS as SERVER_KINDS } from '#shared/engine/faults/plan';
import { INJECTION_POINTS, KINDS, linkOf, planIn } from './plan-link.ts';

const everyFault: FaultPlan = {
  seed: 7,
  faults: SERVER_EDGES.flatMap((at) =>
    Object.keys(SERVER_KINDS).map((kind) => ({ at, kind: kind as keyof typeof SERVER_KINDS, step: 'undo:é 京' })),
  ).slice(0, 50),
};
const hashOf = (link: string) => link.slice(link.indexOf('#'));
const hashFrom = (value: unknown) => `#plan=${btoa(JSON.stringify(value))}`;

describe('a plan as a link', () => {
  it('comes back as it was, and the API would take it', () => {
    const back = planIn(hashOf(linkOf(everyFault)));
    expect(back).toEqual(everyFault);
    expect(FaultPlan.safeParse(back).success).toBe(true);
  });

  it('needs no escaping in an address', () => {
    expect(linkOf(everyFault)).toMatch(/^\/chaos#plan=[\w-]+$/);
  });

  it('knows every edge and kind that the API knows', () => {
    expect(INJECTION_POINTS).toEqual([...SERVER_EDGES]);
    expect(KINDS).toEqual(Object.keys(SERVER_KINDS));
  });

  it.each([
    ['nothing', ''],
    ['another hash', '#top'],
    ['no base64', '#plan=%%%'],
    ['no JSON', `#plan=${btoa('{')}`],
    ['null', hashFrom(null)],
    ['no faults', hashFrom({ seed: 1 })],
    ['an unknown edge', hashFrom({ seed: 1, faults: [{ at: 'moon', kind: 'error' }] })],
    ['an unknown kind', hashFrom({ seed: 1, faults: [{ at: 'saga', kind: 'toString' }] })],
    ['words for numbers', hashFrom({ seed: 1, faults: [{ at: 'saga', kind: 'error', times: '2' }] })],
    ['too much', hashFrom({ seed: 1, faults: Array.from({ length: 51 }, () => ({ at: 'saga', kind: 'error' })) })],
  ])('is no plan when it holds %s', (_, hash) => {
    expect(planIn(hash)).toBeNull();
  });
});
