// The Worker under test: the observer itself, plus fakes of the other Workers. The tests share this isolate, so they
// steer the same fakes.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { LiveMessage } from '#shared/mediahub/api/live';
import type { LogQuery } from '#shared/engine/ports/eventstore';
import type { Env } from '../src/env.ts';
import { Board as TheBoard } from '../src/index.ts';

export { default } from '../src/index.ts';

/** What the fakes have received, and how they answer. */
interface Fakes {
  log: LoggedEvent[];
  away: boolean;
  pushed: { user: string; message: LiveMessage }[];
  /** How many calls of other Workers each alarm made. */
  alarms: number[];
}

export const fakes: Fakes = { log: [], away: false, pushed: [], alarms: [] };

const OTHERS = new Set(['READER', 'BROWSERS', 'MEDIA_QUERY', 'ALBUM', 'NOTIFICATION', 'SAGA', 'ACCOUNTS']);

type Callable = Record<string | symbol, (...args: unknown[]) => unknown>;

/** The same bindings; what is called on one of another Worker is counted. */
const counting = (env: Env, made: { calls: number }): Env =>
  new Proxy(env, {
    get: (all, name) => {
      const binding = Reflect.get(all, name) as Callable;
      if (!OTHERS.has(String(name))) return binding;
      return new Proxy(binding, {
        get:
          (target, method) =>
          (...args: unknown[]) => {
            made.calls++;
            return target[method]?.(...args);
          },
      });
    },
  });

export class Board extends TheBoard {
  readonly made: { calls: number };

  constructor(ctx: DurableObjectState, env: Env) {
    const made = { calls: 0 };
    super(ctx, counting(env, made));
    this.made = made;
  }

  override async alarm(): Promise<void> {
    this.made.calls = 0;
    await super.alarm();
    fakes.alarms.push(this.made.calls);
  }
}

export class TestLog extends WorkerEntrypoint {
  readLog({ after, limit }: LogQuery) {
    if (fakes.away) throw new Error('the log is away');
    return { head: fakes.log.length, events: fakes.log.slice(after, after + limit) };
  }
}

export class TestBrowsers extends WorkerEntrypoint {
  push(user: string, message: LiveMessage) {
    fakes.pushed.push({ user, message });
  }
}

export class TestAccounts extends WorkerEntrypoint {
  unknownAmong(): string[] {
    return [];
  }
}

/** Has nothing to show: what it is asked for is an empty list. */
export class TestService extends WorkerEntrypoint {
  override fetch(request: Request) {
    if (request.url.endsWith('/sagas/parked')) return Response.json({ total: 0, active: 0, causes: [] });
    return Response.json(
      new URL(request.url).pathname === '/api/v1/media' ? { media: [], next_cursor: null } : [],
    );
  }
}
