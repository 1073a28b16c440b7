// What the log names one by one, uploads, users and media, gone through in passes from the newest to the oldest. Each round looks
// at what was broken, at the newest page, and at the next pages of the pass. What is too new to be judged is looked at all
// the same: if it is not well yet, later rounds look again, and the pass waits for it.
import type { LogReplica } from '../LogReplica.ts';
import type { Metered } from '../metered.ts';
import { isPast, type Broken, type CheckContext, type Finding } from './check.ts';
import { advanced } from './pass.ts';
import { ENOUGH, uniqueBy } from './suspects.ts';

export type Logged = {
  /** Of the event that it began with. */
  position: number;
  /** When it last changed. */
  at: string;
};

export interface LoggedThings<Thing extends Logged> {
  /** Names its pass and its suspects. */
  id: string;
  /** The newest `most` of those at these positions, the newest first. */
  select(replica: LogReplica, where: string, value: string | number, most: number): Thing[];
  total(replica: LogReplica): number;
  /** A page is judged at once; a round goes on by so many. */
  page: number;
  pages: number;
  /** How long after its last change one may still not be what it should be. */
  settledMs: number;
  /** What is broken, by position. */
  judge(context: CheckContext, things: readonly Thing[]): Metered<ReadonlyMap<number, Broken[]>>;
}

/** `from`: down to here it has gone. What came behind `top` is for the next pass. */
interface Place {
  top: number;
  from: number;
}

export async function* checkLogged<Thing extends Logged>(
  context: CheckContext,
  things: LoggedThings<Thing>,
): Metered<Finding> {
  const { replica, now } = context;
  const { id, page } = things;
  const broken = new Map<number, Broken[]>();
  const looked = new Set<number>();

  async function* look(some: readonly Thing[]): Metered<void> {
    const fresh = some.filter(({ position }) => !looked.has(position));
    if (fresh.length === 0) return;
    const found = yield* things.judge(context, fresh);
    for (const { position, at } of fresh) {
      looked.add(position);
      const wrong = found.get(position) ?? [];
      replica.suspect(id, String(position), wrong.length > 0);
      if (wrong.length > 0 && isPast(Date.parse(at), now, things.settledMs)) broken.set(position, wrong);
    }
  }

  const suspects = replica.suspects(id);
  for (let n = 0; n < suspects.length && broken.size < ENOUGH; n += page) {
    const some = suspects.slice(n, n + page);
    yield* look(things.select(replica, 'position IN (SELECT value FROM json_each(?))', `[${some.join()}]`, page));
    for (const gone of some) if (!looked.has(Number(gone))) replica.suspect(id, gone, false);
  }
  const head = replica.cursor();
  yield* look(things.select(replica, 'position <= ?', head, page));
  const pass = replica.pass<Place>(id, now);
  let { top, from } = pass.place ?? { top: head, from: head + 1 };
  let passed = 0;
  for (let n = 0; n < things.pages && from > 0; n++) {
    // One more says whether this is the end.
    const next = things.select(replica, 'position < ?', from, page + 1);
    const some = next.slice(0, page);
    yield* look(some);
    passed += some.length;
    from = next.length > page ? (some.at(-1)?.position ?? 0) : 0;
  }
  const undecided = replica
    .suspects(id)
    .map(Number)
    .filter((position) => position >= from && position <= top && !broken.has(position)).length;
  const next = advanced(pass, passed, from === 0 && undecided === 0 ? null : { top, from });
  replica.savePass(next);
  const checked = next.checked - undecided;
  return {
    checked,
    total: Math.max(checked, things.total(replica)),
    wholeSince: next.whole_since,
    broken: uniqueBy([...broken.values()].flat(), ({ text }) => text),
  };
}
