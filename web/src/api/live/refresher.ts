// Coalesces the wish to ask a read model again: many events, one request. At most one request per area is under
// way; what is wished for in the meantime is asked again after it. 100 uploads make no storm.
import { AREAS, type Area } from './affected.ts';

interface Wish {
  /** Highest log position that this area should show. */
  wanted: number;
  /** Of the last own write that this area is to show. */
  token: string | null;
  /** Position that the last finished request asked for. */
  reached: number;
  state: 'idle' | 'waiting' | 'asking';
  /** Something was wished for while a request was under way. */
  again: boolean;
}

export interface AtLeast {
  min_position?: number | undefined;
  consistency?: string | undefined;
}

interface Options {
  /** Asks the area's active queries again; resolves when their answers are in. */
  ask: (area: Area) => Promise<void>;
  /** How long to gather propertyEnv before a request. */
  gatherMs?: number;
}

export interface Refresher {
  /** Wish that `area` shows at least `position`; without a position, that it is asked again anyway. */
  want(area: Area, position?: number): void;
  /** Wish that `area` shows an own write. */
  wantWritten(area: Area, token: string | null): void;
  /** The log's head is `position` and nothing before counts: every area is asked again. */
  restart(position: number): void;
  /** What the next request of this area asks for at the least: nothing where nothing is known. */
  atLeast(area: Area): AtLeast;
}

export function createRefresher({ ask, gatherMs = 180 }: Options): Refresher {
  const propertyEnv = new Map<Area, Wish>();
  const wishOf = (area: Area): Wish => {
    const known = propertyEnv.get(area);
    if (known) return known;
    const fresh: Wish = { wanted: 0, token: null, reached: 0, state: 'idle', again: false };
    propertyEnv.set(area, fresh);
    return fresh;
  };

  const run = async (area: Area, wish: Wish): Promise<void> => {
    wish.state = 'asking';
    wish.again = false;
    const { wanted: asked, token } = wish;
    // A failed request is shown by the component that made it; the next wish tries again.
    await ask(area).catch(() => undefined);
    wish.reached = Math.max(wish.reached, asked);
    if (wish.token === token) wish.token = null;
    wish.state = 'idle';
    if (wish.again) gather(area, wish);
  };

  const gather = (area: Area, wish: Wish): void => {
    wish.state = 'waiting';
    setTimeout(() => void run(area, wish), gatherMs);
  };

  const want = (area: Area, position?: number): void => {
    const wish = wishOf(area);
    if (position !== undefined && position <= wish.reached) return;
    wish.wanted = Math.max(wish.wanted, position ?? 0);
    if (wish.state === 'asking') wish.again = true;
    if (wish.state === 'idle') gather(area, wish);
  };

  return {
    want,
    wantWritten(area, token) {
      wishOf(area).token = token;
      want(area);
    },
    restart(position) {
      for (const area of AREAS) {
        Object.assign(wishOf(area), { wanted: position, token: null, reached: 0 });
        want(area);
      }
    },
    atLeast(area) {
      const { wanted, token } = wishOf(area);
      return { min_position: wanted || undefined, consistency: token ?? undefined };
    },
  };
}
