// Do the scenarios see anything? The real Durable Objects, broken in one place at a time: each fails by the guarantee that it
// breaks, and by no other.
import { afterEach, describe, expect, it } from 'vitest';
import { put } from './faulty-objects.ts';
import { killAll } from './objects.ts';
import { live } from './scenario/live.ts';
import { MUTANTS } from './scenario/mutants.ts';

afterEach(async () => {
  put(null);
  await killAll();
});

describe('the scenario catches', () => {
  it.each(Object.entries(MUTANTS))('%s', async (name, { broken, scenario }) => {
    put(broken);
    await killAll();
    // The assertion that fails names the guarantee first, perhaps with others.
    await expect(live(scenario)).rejects.toThrow(new RegExp(`^([A-Z][0-9], )*${name.slice(0, 2)}\\b`));
  });
});
