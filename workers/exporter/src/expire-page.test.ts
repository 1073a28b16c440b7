// Each alarm ends a few of the downloads that are over. In the end it has ended all of them, however many, and after any failure.
import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { fcParameters } from '#shared/engine/testing/property';
import { durableSql } from '#shared/engine/testing/sqlite';
import { dueOf, expireAll } from './expire-page.ts';
import { SHELF_SCHEMA } from './shelf-schema.ts';

/** Of the 32 calls of other Workers that one invocation may make, each takes up to three. */
const MOST = 10;

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));

it('each alarm ends some, the oldest first, and one that fails keeps no other waiting', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 120 }),
      fc.array(fc.nat(119), { maxLength: 20 }),
      async (many, bad) => {
        const { sql } = durableSql(...SHELF_SCHEMA);
        for (let n = 0; n < many; n++) sql.exec('INSERT INTO exports VALUES (?, ?)', `export-${n}`, n);
        const ended: string[] = [];
        const failing = new Set(bad.map((n) => `export-${n}`));
        let now = 1_000;
        for (let alarms = 0; ; alarms++) {
          const due = dueOf(sql, now);
          if (due.length === 0 && failing.size === 0) break;
          // The outage ends after a while.
          if (due.length === 0) failing.clear();
          if (due.length === 0) now += 60_000;
          expect(due.length).toBeLessThanOrEqual(MOST);
          expect(alarms).toBeLessThan(300);
          await expireAll(
            sql,
            due,
            async (id) => {
              if (failing.has(id)) throw new Error('an outage');
              ended.push(id);
            },
            () => now,
          );
        }
        expect(new Set(ended).size).toBe(many);
        expect(ended).toHaveLength(many);
        const good = ended.filter((id) => !bad.includes(Number(id.slice(7))));
        expect(good).toEqual(good.toSorted((a, b) => Number(a.slice(7)) - Number(b.slice(7))));
      },
    ),
    fcParameters(30),
  ));
