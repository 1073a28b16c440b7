import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '#shared/kernel/ids';
import { has, minus, NO_IDS, plus, readBack, written } from './idSet.ts';
import { lengthen, shorten } from './shortId.ts';

const [one, two] = [newId('media'), newId('saga')];
const ids = fc.constantFrom('a-00', 'b-00', 'a-01', 'x', '!', `!${'A'.repeat(21)}`, one, two, one.toUpperCase());
const steps = fc.array(fc.tuple(fc.boolean(), ids, fc.boolean()), { maxLength: 50 });

test('it holds what a set holds, and no older version ever changes', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const model = new Set<string>();
      let set = NO_IDS;
      for (const [adding, id, stored] of history) {
        // Written down and read back, it is the same set.
        if (stored) set = readBack(written(set));
        const old = set;
        const before = [...model].every((known) => has(old, known));
        if (adding) model.add(id);
        else model.delete(id);
        const wasIn = has(old, id);
        set = adding ? plus(old, id) : minus(old, id);
        expect(has(old, id)).toBe(wasIn);
        expect(before).toBe(true);
        expect(has(set, id)).toBe(adding);
      }
      expect([...model].every((id) => has(set, id))).toBe(true);
    }),
  );
});

test('an id written short is the same id read back', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom('media', 'saga', 'album'), (uuid, kind) => {
      expect(lengthen(shorten(`${kind}-${uuid}`))).toBe(`${kind}-${uuid}`);
    }),
  );
  expect(shorten(one)).toHaveLength(23);
});
