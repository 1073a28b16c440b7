// Rules of the Workers and of what runs them: nothing stops in silence, and a busy system is not taken for a dead one (docs/invariants.md, R5 and R9).
import type { Mutant } from './mutant.ts';

const domain = { project: 'domain' as const };

export const LIVENESS: readonly Mutant[] = [
  {
    rule: 'R5',
    breaks: 'a 404 for a late item is repeated for a day',
    file: 'workers/gateway/src/forwarding/idempotency/once.ts',
    from: 'status < 400 || ABOUT_THE_REQUEST.has(status)',
    to: 'status < 500 || ABOUT_THE_REQUEST.has(status)',
    project: 'gateway',
    test: 'idempotency/once.workerd',
  },
  {
    rule: 'R5',
    breaks: 'only the first page of parked events is retried',
    file: 'workers/eventstore/src/repair/parked.ts',
    from: 'if (page.length < PARTITIONS) break;',
    to: 'break;',
    ...domain,
    test: 'repair/parked',
  },
  {
    rule: 'R5',
    breaks: 'an upload that was asked to complete is given up after a day',
    file: 'workers/media-command/src/resumable/PartedUpload.ts',
    from: 'await this.#finishOrTryLater(plan);',
    to: 'await this.#endUnlessTouched(plan);',
    project: 'media-command',
    test: 'resumable.workerd',
  },
  {
    rule: 'R5',
    breaks: 'the promise of a key is shared by all uploads',
    file: 'workers/media-command/src/content/content-id.ts',
    from: `let imported: CryptoKey | undefined;

async function keyFrom(env: Pick<Env, 'CONTENT_KEY'>): Promise<CryptoKey> {
  if (imported) return imported;
  const bytes = await env.CONTENT_KEY.getByName(ONE).bytes();
  return (imported = await crypto.subtle.importKey('raw', bytes.slice(), HMAC, false, ['sign']));
}`,
    to: `let imported: Promise<CryptoKey> | undefined;

const imports = async (env: Pick<Env, 'CONTENT_KEY'>): Promise<CryptoKey> => {
  const bytes = await env.CONTENT_KEY.getByName(ONE).bytes();
  return crypto.subtle.importKey('raw', bytes.slice(), HMAC, false, ['sign']);
};
const keyFrom = (env: Pick<Env, 'CONTENT_KEY'>): Promise<CryptoKey> => (imported ??= imports(env));`,
    ...domain,
    test: 'content/content-id',
  },
  {
    rule: 'R5',
    breaks: 'an export that is packed is freed by its packer alone',
    file: 'workers/exporter/src/under-way.ts',
    from: 'const working = leases(60_000);',
    to: 'const working = leases(1e15);',
    ...domain,
    test: 'exporter/src/under-way',
  },
  {
    rule: 'R5',
    breaks: 'a deletion never ends while the removals of its media item are parked',
    file: 'workers/album/src/remove-from-every-album.ts',
    from: 'done.some(({ events }) => events > 0) && from',
    to: 'from',
    project: 'album',
    test: 'src/rpc.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a store that is away for a moment leads to a 500',
    file: 'shared/http/problem.ts',
    from: "if (isTransient(error)) return new Problem('storage_unavailable');",
    to: '',
    ...domain,
    test: 'http/problem.test',
  },
  {
    rule: 'R5',
    breaks: 'a locked database of the accounts keeps those from searching who are logged in',
    file: 'workers/gateway/src/edge/rate-limit/limit.ts',
    from: '!(isOutOfRoom(error) || isTransient(error))',
    to: '!isOutOfRoom(error)',
    project: 'gateway',
    test: 'edge/full.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a channel that cannot mark all as read looks after its sockets no more',
    file: 'workers/notification/src/UserChannel.ts',
    from: 'const now = Date.now();\n      for (const socket of this.#sockets()) if (isOld',
    to: 'if (await this.#readSome()) return;\n      const now = Date.now();\n      for (const socket of this.#sockets()) if (isOld',
    project: 'notification',
    test: 'src/UserChannel.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a full database of the accounts keeps those from reading who are logged in',
    file: 'workers/gateway/src/session/authenticate.ts',
    from: ".catch((error: unknown) =>\n    log('warn', 'use of a session not noted', { error }),\n  )",
    to: '',
    project: 'gateway',
    test: 'edge/full.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a key that comes with another body after a day is taken for done',
    file: 'shared/http/command-of-key.ts',
    from: '...(fingerprint === undefined ? [] : [fingerprint])',
    to: '',
    project: 'album',
    test: 'src/routes.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a notification that only the inbox knows keeps all others from being read',
    file: 'workers/notification/src/commands.ts',
    from: "error.code !== 'notification_not_found'",
    to: 'error',
    project: 'notification',
    test: 'src/inbox.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a slow turn of the decoder goes to callers that have no time left for it',
    file: 'workers/media-command/src/processing/queue-wait.ts',
    from: 'STEP_MS - MARGIN_MS - 2 * turnMs',
    to: 'STEP_MS',
    project: 'domain',
    test: 'processing/queue-wait',
  },
  {
    rule: 'R9',
    breaks: 'a long line before the decoder counts as stuck',
    file: 'workers/media-command/src/DecoderQueue.ts',
    from: 'if (done === true) this.#movesUntil = Date.now() + AWAY_MOST_MS;',
    to: '',
    project: 'media-command',
    test: 'queue.workerd',
  },
  {
    rule: 'R9',
    breaks: 'a Worker that answers late counts as down',
    file: 'workers/gateway/src/unanswered-probes.ts',
    from: 'now >= silence.since + UnansweredProbes.MOST_MS',
    to: 'now >= silence.since',
    ...domain,
    test: 'gateway/src/unanswered-probes',
  },
  {
    rule: 'R9',
    breaks: 'of requests that come together the last one keeps what all have taken',
    file: 'workers/gateway/src/edge/rate-limit/permit-cache.ts',
    from: 'if (held) held.left += more;',
    to: 'if (held) held.left = more;',
    project: 'gateway',
    test: 'rate-limit/permit-cache',
  },
  {
    rule: 'R9',
    breaks: 'the board takes a saga that waits for a busy participant for a stuck one',
    file: 'workers/observer/src/checks/sagas.ts',
    from: ' && !hasTimer(saga, now)',
    to: '',
    project: 'domain',
    test: 'checks/sagas',
  },
  {
    rule: 'R9',
    breaks: 'every caller in a long line before the decoder asks every half minute',
    file: 'workers/media-command/src/processing/queue-wait.ts',
    from: 'Math.min(ahead / PART, BACK_MOST_MS)',
    to: 'BACK_MS',
    project: 'domain',
    test: 'processing/queue-wait',
  },
  {
    rule: 'R9',
    breaks: 'only one of the callers that wait for the decoder learns that the line moves',
    file: 'workers/media-command/src/DecoderQueue.ts',
    from: 'const progressed = isAhead(this.#movesUntil, now, AWAY_MOST_MS);',
    to: 'const progressed = isAhead(this.#movesUntil, now, AWAY_MOST_MS); this.#movesUntil = 0;',
    project: 'media-command',
    test: 'queue.workerd',
  },
];
