// Rules of what was found behind outages: histories that are brought together again, and callers that vanish.
import type { Mutant } from './mutant.ts';

const domain = { project: 'domain' as const };

export const OUTAGES: readonly Mutant[] = [
  {
    rule: 'R5',
    breaks: 'the promise to remind a new stream dies with the log',
    file: 'shared/engine/eventstore/log/ExpectedStreams.ts',
    from: 'this.kv.put(KEY + id, until);',
    to: '',
    project: 'domain',
    test: 'log/ExpectedStreams',
  },
  {
    rule: 'R5',
    breaks: 'a new stream counts on a promise that is over',
    file: 'shared/engine/eventstore/EventStream.ts',
    from: 'isAhead(expectedUntil, Date.now(), EXPECTED_MS)',
    to: 'expectedUntil > 0',
    project: 'eventstore',
    test: 'reminders.workerd',
  },
  {
    rule: 'R5',
    breaks: 'no new stream is reminded of its first event',
    file: 'shared/engine/eventstore/log/Reminders.ts',
    from: 'this.dependencies.remind(id)',
    to: 'Promise.resolve()',
    project: 'eventstore',
    test: 'reminders.workerd',
  },
  {
    rule: 'R3',
    breaks: 'what was filled in is taken for neighbours in the log',
    file: 'shared/engine/eventstore/log/Sequencer.ts',
    from: 'handed.every(({ id, version }) => marks.get(version)?.id === id)',
    to: 'handed.every(({ id }, n) => marks.get((handed[0]?.version ?? 0) + n)?.id === id)',
    ...domain,
    test: 'eventstore/restores.test',
  },
  {
    rule: 'R2',
    breaks: 'a read model compares its guess about generations in part',
    file: 'shared/engine/projection/deliver.ts',
    from: 'if (String(guarded(actual)) === String(guarded(assumed))) throw error;',
    to: 'if (actual.following === assumed.following) throw error;',
    ...domain,
    test: 'inbox/rebuild.test',
  },
  {
    rule: 'R3',
    breaks: 'a stream that is ahead of the log publishes nothing again',
    file: 'shared/engine/eventstore/stream/LogComparison.ts',
    from: '      if (act) this.rows.unpublishAfter(log_version);',
    to: '',
    ...domain,
    test: 'eventstore/restores.test',
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
    breaks: 'what fails while all databases fail is parked',
    file: 'shared/engine/eventstore/subscription/SubscriptionProcessor.ts',
    from: `    await this.#askWhereItStands();
    if (state.checkpoint >= event.position) return;`,
    to: '    if (state.checkpoint >= event.position) return;',
    ...domain,
    test: 'eventstore/simulation.test',
  },
  {
    rule: 'R8',
    breaks: 'what runs out of room is well until it is full',
    file: 'web/src/entities/projection/standing.ts',
    from: "['room', health?.services['eventstore']?.storage?.low === true]",
    to: "['room', health?.services['eventstore']?.storage?.full === true]",
    ...domain,
    test: 'projection/standing',
  },
  {
    rule: 'R9',
    breaks: 'a Worker that answers late is taken for one that is gone',
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
    rule: 'R5',
    breaks: 'a deletion is never through where the removals of its media item are parked',
    file: 'workers/album/src/remove-from-every-album.ts',
    from: 'done.some(({ events }) => events > 0) && from',
    to: 'from',
    project: 'album',
    test: 'src/rpc.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a log that was full stays so though nobody is refused any more',
    file: 'shared/engine/eventstore/EventLog.ts',
    from: '&& isAhead(this.#fullUntil, Date.now(), FULL_MS)',
    to: '',
    project: 'eventstore',
    test: 'test/full.workerd',
  },
  {
    rule: 'R5',
    breaks: 'a store that does not answer at this moment is an error of ours',
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
];
