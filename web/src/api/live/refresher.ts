// Coalesces requests to refresh a read model: many events, one request. At most one request per area is under way; a refresh
// that is wanted during it follows as one more request. 100 uploads make no storm.
import { AREAS, type Area } from './affected.ts';

interface Wish {
  /** Highest log position that this area should show. */
  wanted: number;
  /** The consistency token of the user's last write that this area should show. */
  token: string | null;
  /** Position that the last finished request asked for. */
  reached: number;
  state: 'idle' | 'waiting' | 'asking';
  /** Another refresh was wanted while a request was under way. */
  again: boolean;
}

export interface AtLeast {
  min_position?: number | undefined;
  consistency?: string | undefined;
}

interface Options {
  /** Asks the area's active queries again; resolves when their answers are in. */
  ask: (area: Area) => Promise<void>;
  /** How long to collect wanted refreshes before a request. */
  gatherMs?: number;
}

export interface Refresher {
  /** Refreshes `area` until it shows at least `position`; without a position, refreshes it once. */
  want(area: Area, position?: number): void;
  /** Refreshes `area` until it shows the user's write with this token. */
  wantWritten(area: Area, token: string | null): void;
  /** Refreshes every area, after the log restarted with its head at `position`. */
  restart(position: number): void;
  /** The least that the next request of this area asks for; empty when nothing is known. */
  atLeast(area: Area): AtLeast;
}

export function createRefresher({ ask, gatherMs = 180 }: Options): Refresher {
  const wishByArea = new Map<Area, Wish>();
  const wishOf = (area: Area): Wish => {
    const known = wishByArea.get(area);
    if (known) return known;
    const fresh: Wish = { wanted: 0, token: null, reached: 0, state: 'idle', again: false };
    wishByArea.set(area, fresh);
    return fresh;
  };

  const run = async (area: Area, wish: Wish): Promise<void> => {
    wish.state = 'asking';
    wish.again = false;
    const { wanted: asked, token } = wish;
    // The component that made the request shows its failure; the next wanted refresh tries again.
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
