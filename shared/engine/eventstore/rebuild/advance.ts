// One step of a rebuild, without the Durable Object around it: asks the read model's owner for the next bounded piece of
// work and says what is known then. Each step may be done again: after a crash at any await the state is the one before.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { NOTHING_COMPARED, type Compared, type MadeBy, type RebuildSteps } from '#shared/engine/ports/rebuild';
import type { RebuildState } from './state.ts';

/** Big enough that the round trip hardly counts, small enough that no delivery waits long behind a page; memory stays flat. */
export const PAGE = 250;

/** All that a rebuild needs from outside. */
export interface Dependencies {
  steps: RebuildSteps;
  /** Events after this position, ascending, without a hole. */
  read(after: number, limit: number): Promise<LoggedEvent[]>;
  head(): Promise<number>;
  /** The events, in order, that the keys of this row refer to. */
  eventsOfRow(key: (string | number)[]): Promise<LoggedEvent[]>;
  now(): number;
}

type News = Partial<RebuildState>;

/** What the next step brings. @throws when it has to be tried again. */
export function advance(at: RebuildState, around: Dependencies): Promise<News> {
  // Once green is active there is nothing left to abort.
  if (at.abort && at.phase !== 'cleaning' && at.phase !== 'giving_up')
    return Promise.resolve({ phase: 'giving_up' });
  return PHASES[at.phase](at, around);
}

/** Its generation no longer exists: the read model's database was restored, or starts over after a restore of the log. */
const ANEW: News = { phase: 'opening', generation: 0, position: 0, compared: null, certificate: null };

const PHASES: Record<RebuildState['phase'], (at: RebuildState, around: Dependencies) => Promise<News>> = {
  opening: async (_, { steps, head, now }) => {
    const { generation, position, startsOver } = await steps.begin();
    if (startsOver) throw new Error('it starts over after a restore: a rebuild begins behind that');
    if (generation === null) throw new Error('no generation was begun');
    return { phase: 'filling', generation, position, head: await head(), filling_since: now() };
  },

  filling: async ({ generation, position: from }, { steps, read, head, now }) => {
    const events = await read(from, PAGE);
    const green = await steps.fill(generation, { from, to: events.at(-1)?.position ?? from, events });
    if (green.generation !== generation) return ANEW;
    const { position, following } = green;
    const news: News = { position, filled_at: now() };
    if (!following) return events.length < PAGE ? { ...news, head: await head() } : news;
    return { ...news, head: position, phase: 'comparing', compared: NOTHING_COMPARED };
  },

  comparing: async ({ generation, compared }, around) => {
    const found = await around.steps.compare(generation, compared ?? NOTHING_COMPARED);
    if (!found.done) return { compared: found };
    return { compared: found, certificate: await certificateOf(found, around), phase: 'cutting_over' };
  },

  // A crash after the UPDATE: asked again, the owner sees that it is done.
  cutting_over: async ({ generation }, { steps }) => {
    const { generation: green, shown } = await steps.standing();
    if (green !== generation && shown !== generation) return ANEW;
    await steps.cutOver(generation);
    return { phase: 'cleaning', state: 'completed' };
  },

  // The wish may come between the UPDATE and its lost answer: the owner knows what became of it.
  giving_up: async ({ generation }, { steps }) => {
    const shown = await steps.abandon();
    return { phase: 'cleaning', state: shown === generation ? 'completed' : 'aborted' };
  },

  cleaning: async (_, { steps, now }) => ((await steps.sweep()) ? {} : { finished_at: now() }),
};

async function certificateOf(
  { rows, differing, digest, first, left_out = 0 }: Compared,
  { steps, eventsOfRow }: Dependencies,
) {
  const events = first ? await eventsOfRow(first.key) : [];
  const position = first && (await steps.trace(first, events));
  const made = events.find((event) => event.position === position);
  return {
    equal: differing === 0,
    rows,
    differing_rows: differing,
    digest,
    left_out,
    first_difference: first && { ...first, event: made ? madeBy(made) : null },
  };
}

const madeBy = ({ id, event_type, position, aggregate_id, version }: LoggedEvent): MadeBy => ({
  id,
  event_type,
  position,
  aggregate_id,
  version,
});
