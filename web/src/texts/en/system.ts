// Health and subscriptions.
export const system = {
  title: 'System',
  explain: {
    pattern: 'Outbox and subscriptions',
    shows: 'How far each consumer has read in the log, and whether every Worker is well.',
    says: 'An appended event lies in the outbox of its stream until the log has it; then each subscription delivers it to its consumer, in order and at least once, and moves its checkpoint in the same transaction as the rows. A crash between any two of these is repaired by an alarm. An event that its consumer cannot take is parked with what follows in its partition, and nobody else waits.',
    flow: ['stream + outbox', 'global log', 'subscription', 'consumer: rows + checkpoint'],
    here: 'subscription',
    files: ['workers/eventstore/src/Subscription.ts', 'shared/projection/deliver.ts'],
  },
  health: 'Workers',
  overall: { ok: 'Everything is well', degraded: 'Works, but needs a look', down: 'A part is down' } as Record<
    string,
    string
  >,
  states: { ok: 'ok', degraded: 'needs a look', down: 'down' } as Record<string, string>,
  checkedAt: 'asked',
  check: 'Ask again',
  jobs: {
    gateway: 'login, routing, this UI',
    'media-command': 'write side of media',
    'media-query': 'read side of media',
    thumbnailer: 'decodes images, alone',
    album: 'albums',
    eventstore: 'streams, log, subscriptions',
    saga: 'coordinates the steps',
    notification: 'notifications, live feed',
  } as Record<string, string>,
  subscriptions: 'Subscriptions',
  head: 'Head of the log',
  checkpoint: 'Checkpoint',
  lag: 'Lag',
  upToDate: 'up to date',
  behind: (count: number) => (count === 1 ? '1 event behind' : `${count} events behind`),
  subscriptionStates: { running: 'running', retrying: 'retrying' },
  feeds: {
    media: 'library read model',
    album: 'album read model',
    notification: 'inbox read model',
    live: 'browsers',
    saga: 'saga coordinators',
  },
  attempts: (count: number) => (count === 1 ? '1 failed attempt' : `${count} failed attempts`),
  nextRetry: 'next',
  parked: (count: number) =>
    count === 1 ? '1 parked event waits for a person' : `${count} parked events wait for a person`,
};
