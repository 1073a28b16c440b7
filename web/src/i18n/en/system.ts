// Health and subscriptions.
import type { Priced } from '#shared/mediahub/costs/measured';

/** 80,123 */
const { format: digits } = new Intl.NumberFormat('en');

export const system = {
  title: 'System',
  explain: {
    pattern: 'Outbox and subscriptions',
    shows:
      'How far each consumer has read in the log, what a rebuild of its read model found, and whether every Worker is well.',
    says: 'An appended event stays in the outbox of its stream until the log has it; then each subscription delivers it to its consumer, in order and at least once, and moves its checkpoint in the same transaction as the rows. After a crash between any two of these steps, an alarm continues the work. An event that its consumer cannot take is parked with those that follow in its partition, and nothing else waits. A read model is disposable: in any state of its rows, a blue/green rebuild makes new ones from the log beside those that are shown, follows the events that come in during the rebuild, compares row by row, shows the new ones with one UPDATE, and certifies what it found.',
    flow: ['stream + outbox', 'global log', 'subscription', 'consumer: rows + checkpoint'],
    here: 'subscription',
    files: [
      'shared/engine/eventstore/Subscription.ts',
      'shared/engine/projection/deliver.ts',
      'shared/engine/eventstore/rebuild/advance.ts',
    ],
  },
  worries: {
    worker: 'A Worker needs a look',
    busy: 'A Worker is busy and has not answered yet',
    broken: 'An invariant is broken',
    parked: 'Something is parked and waits for you',
    outbox: 'Events are stuck in an outbox',
    retrying: 'A delivery is being retried',
    room: 'The log runs out of room',
    restore: 'A restore is not finished: npm run recover',
  },
  room: {
    title: 'Room in the log',
    of: (used: string, all: string) => `${used} of ${all}`,
    rate: (events: string) => `${events} events in the last 24 hours`,
    fullOn: (day: string) => `Full on ${day} if it goes on like this`,
    never: 'At this rate it lasts for more than a hundred years',
    full: 'Full: reading goes on, writing waits for room',
  },
  costs: {
    title: 'What a command costs',
    hint: 'Each counts with all that it leads to, until nothing goes on any more: its saga, the read models, live messages. Averages of several, for one command.',
    command: 'Command',
    million: 'A million costs',
    columns: [
      'Calls of other Workers',
      'Durable Object requests',
      'D1 rows read / written',
      'Object rows read / written',
      'R2 class A / B',
    ],
    names: {
      'POST /api/v1/media': 'Upload a photo',
      'POST /api/v1/uploads/{id}/complete': 'Upload a photo in parts',
      'PATCH /api/v1/media/{id}': 'Rename a photo',
      'DELETE /api/v1/media/{id}': 'Delete a photo',
      'POST /api/v1/albums': 'Create an album',
      'PUT /api/v1/albums/{id}': 'Change an album',
      'POST /api/v1/albums/{id}/media': 'Add a photo to an album',
      'DELETE /api/v1/albums/{id}/media/{media_id}': 'Take a photo out of an album',
      'DELETE /api/v1/albums/{id}': 'Delete an album',
      'POST /api/v1/albums/{id}/export': 'Export an album of one photo',
      'PUT /api/v1/notifications/{id}/read': 'Mark a notification as read',
      'PUT /api/v1/notifications/read-all': 'Mark all notifications as read',
    } satisfies Record<Priced, string>,
    measured: (day: string) =>
      `Measured on ${day}: a test runs the system as “npm start” does, with a library of some dozens of photos, and counts every call at its port. It fails when a command begins to do something else, or when an invocation calls more than Cloudflare allows.`,
    prices: (day: string, sources: string) =>
      `Prices of Cloudflare’s paid plan beyond what it includes, looked up on ${day} (${sources}).`,
    without:
      'Not included, for it cannot be measured here: CPU time, and the time that Durable Objects stay awake. Nor is what is stored.',
  },
  renewal: {
    title: 'Pictures of an old library',
    hint: 'Photos that came before there were larger pictures, previews or camera data get them now, and so does what no decoder could take then; the read model “media” is rebuilt, so that search finds old names by today’s rules. It can be stopped at any time and goes on where it was.',
    none: 'Never asked for',
    states: {
      running: (seen: string, renewed: string) => `Under way: ${seen} looked at, ${renewed} renewed`,
      stopped: (seen: string, renewed: string) => `Stopped: ${seen} looked at, ${renewed} renewed`,
      completed: (seen: string, renewed: string) => `Complete: ${seen} looked at, ${renewed} renewed`,
    },
    start: 'Renew pictures',
    goOn: 'Go on',
    stop: 'Stop',
    saga: 'Its saga',
  },
  lostUsers: {
    title: 'Users without a login',
    hint: 'When the accounts are restored to an earlier time, a person who signed up after that is a new user at the next login, and what the old user owns is out of reach. This compares the log with the accounts.',
    look: 'Look for them',
    found: (count: number) =>
      count === 0
        ? 'Every user has a login'
        : count === 1
          ? '1 user whom no login leads to'
          : `${count} users whom no login leads to`,
    attach: 'Have each person log in once more, look for the id that they have now, and run',
  },
  flow: {
    title: 'On its way',
    outbox: 'In outboxes',
    outboxHint: 'events whose publishing failed',
    waiting: 'At the log',
    waitingHint: 'events that wait to be written',
    lag: 'Largest lag',
    lagHint: 'events that a subscription is behind',
    refused: 'Refused',
    refusedHint: 'duplicates, since the start',
    plot: (most: number, seconds: number) =>
      `Lag over the last ${seconds} s on display; at most ${most === 1 ? '1 event' : `${most} events`}`,
    plotLater: 'The lag is drawn from the second look on.',
  },
  health: 'Workers',
  overall: { ok: 'Everything is well', degraded: 'Works, but needs a look', down: 'A part is down' } as Record<
    string,
    string
  >,
  states: { ok: 'ok', busy: 'busy', degraded: 'needs a look', down: 'down' } as Record<string, string>,
  checkedAt: 'asked',
  check: 'Refresh',
  jobs: {
    gateway: 'login, routing, this UI',
    'media-command': 'write side of media',
    'media-query': 'read side of media',
    thumbnailer: 'decodes images, alone',
    album: 'albums',
    eventstore: 'streams, log, subscriptions',
    saga: 'coordinates the steps',
    notification: 'notifications, live feed',
    exporter: 'albums as ZIP files',
    observer: 'the invariant board',
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
  rebuild: {
    of: (name: string) => `Rebuild of ${name}`,
    start: 'Rebuild',
    startOne: (name: string) => `Rebuild ${name}`,
    abort: 'Abort',
    abortOne: (name: string) => `Abort the rebuild of ${name}`,
    never: 'Never rebuilt from the log',
    phases: 'Phases',
    phase: { filling: 'filling', comparing: 'comparing', cutting_over: 'cutting over', cleaning: 'cleaning' },
    /** While it runs. */
    runs: {
      filling: 'Filling new rows from the log',
      comparing: 'Comparing new and shown rows',
      cutting_over: 'Showing the new rows',
      cleaning: 'Deleting rows that are no longer read',
    },
    filled: (position: number, head: number) => `${digits(position)} of ${digits(head)} events`,
    speed: (count: number) => `${digits(count)} events/s`,
    triesAgain: 'The last step is tried again',
    equal: 'Row by row the same as rebuilt from the log',
    equalBut: (count: number) =>
      count === 1
        ? 'The same as rebuilt, but 1 event of the log is in neither: it is parked, or was given up'
        : `The same as rebuilt, but ${digits(count)} events of the log are in neither: they are parked, or were given up`,
    differed: (count: number) =>
      count === 1
        ? '1 row differed from the log; the right one is shown now'
        : `${digits(count)} rows differed from the log; the right ones are shown now`,
    aborted: 'Aborted: the old rows stay shown',
    took: (seconds: string) => `took ${seconds} s`,
    rows: (count: number) => (count === 1 ? '1 row' : `${digits(count)} rows`),
    digest: 'Digest of the rebuilt rows',
    copyDigest: 'Copy the digest',
    first: 'First difference',
    table: 'Table',
    key: 'Key',
    column: 'Column',
    shown: 'Was shown',
    right: 'Is right',
    surplus: 'This row was shown, and by the log there is none.',
    missing: 'This row was missing.',
    wholeRow: (count: number) => (count === 1 ? 'The row: 1 column' : `The row: ${count} columns`),
    madeBy: 'The event that made the right row',
    removedBy: 'The event that removed the row',
    madeByNone: 'No event of the log made such a row.',
  },
};
