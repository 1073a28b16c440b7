// The Worker under test: the observer itself, and entrypoints that stand for what it looks at and whom it tells. The tests
// share this isolate, so they see and steer the same.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { LiveMessage } from '#shared/mediahub/live';
import type { LogQuery } from '#shared/engine/ports/eventstore';

export { Board, default } from '../src/index.ts';

export const world: { log: LoggedEvent[]; away: boolean; told: { user: string; message: LiveMessage }[] } = {
  log: [],
  away: false,
  told: [],
};

export class TestLog extends WorkerEntrypoint {
  readLog({ after, limit }: LogQuery) {
    if (world.away) throw new Error('the log is away');
    return { head: world.log.length, events: world.log.slice(after, after + limit) };
  }
}

export class TestBrowsers extends WorkerEntrypoint {
  push(user: string, message: LiveMessage) {
    world.told.push({ user, message });
  }
}

/** Has nothing to show: what it is asked for is an empty list. */
export class TestService extends WorkerEntrypoint {
  override fetch() {
    return Response.json([]);
  }
}
