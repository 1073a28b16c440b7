// What waits for a person.
export const parked = {
  title: 'Parked',
  lead: 'What waits for a person, because it will not heal by itself.',
  explain: {
    pattern: 'Parking instead of stopping',
    shows: 'Events that a consumer could not take, and sagas that gave up, each with its reason.',
    says: 'An event that fails again and again must neither stop the whole subscription nor be skipped in silence. After some tries it is parked, with every later event of its partition, because they build on it; all other partitions go on. An operator removes the cause and retries, and the events that only waited follow in order; or the operator discards the event with a reason, which becomes an event itself. Applying a parked event is guarded, so it takes effect once, however often it is tried.',
    flow: ['delivery fails', 'retried with backoff', 'parked', 'repaired by a person', 'delivered, or discarded'],
    here: 'parked',
    files: [
      'shared/engine/eventstore/subscription/ParkingLot.ts',
      'workers/eventstore/src/repair/parked.ts',
      'web/src/features/parked/partitions.ts',
    ],
  },
  onlyOperator: 'Only an operator sees and repairs what is parked: log in as the developer.',
  empty: 'Nothing is parked',
  emptyHint: 'To see it happen, switch on “Album read model unreachable” on the Sagas page and upload a file.',
  count: (count: number) => (count === 1 ? '1 event' : `${count} events`),
  partition: 'Partition',
  waitsBehind: 'waits behind the one above',
  retry: 'Retry',
  retryOne: (name: string) => `Retry ${name}`,
  retryAll: 'Retry all',
  delivered: (count: number) => (count === 1 ? '1 event delivered.' : `${count} events delivered.`),
  notDelivered: (count: number, reason: string) =>
    count === 0 ? `Still not delivered: ${reason}` : `${count} delivered, others not: ${reason}`,
  discard: 'Discard',
  discardOne: (name: string) => `Discard ${name}`,
  discardTitle: 'Give this event up?',
  discardSays: (name: string) =>
    `${name} will never take effect at this consumer; what waits behind it can go on. The event itself stays in the log, and so does your reason.`,
  discarded: (name: string) => `${name} is given up; the log says why.`,
  moreEvents: 'Show more events',
  sagas: 'Sagas that gave up',
  moreSagas: 'Show more sagas',
  causes: (total: number) =>
    total === 1
      ? 'One saga waits. Remove the cause, then let it try again.'
      : `${total} sagas wait. Remove the cause, then let all of them try again.`,
  unlisted: (count: number) => `${count} of them have rarer causes, which are not listed.`,
  sagasOf: (count: number) => (count === 1 ? '1 saga' : `${count} sagas`),
  since: 'the first began',
  resumeAll: (count: number) => (count === 1 ? 'Resume' : `Resume all ${count}`),
  resumeCause: (count: number, step: string) =>
    count === 1 ? `Resume the saga at ${step}` : `Resume all ${count} sagas at ${step}`,
  resumed: (count: number) => (count === 1 ? '1 saga tries again.' : `${count} sagas try again.`),
  notResumed: (count: number, refused: number, reason: string) =>
    `${count} ${count === 1 ? 'tries' : 'try'} again, ${refused} ${refused === 1 ? 'does' : 'do'} not: ${reason}`,
};
