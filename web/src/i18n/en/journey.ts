// The journey of one event.
export const journey = {
  title: 'Journey of an event',
  back: 'Map',
  explain: {
    pattern: 'At least once, effective once',
    shows: 'One event from its stream to every read model, with what became of it at each place.',
    says: 'The stream commits the event together with its outbox entry; from there it is published until the log has it, and delivered until each consumer has it. Both may happen more than once. The log recognises an event by stream and version, a read model by its checkpoint, a saga by the event’s id: what comes again is refused, and you can see it here.',
    flow: ['stream + outbox', 'global log', 'subscription', 'applied, or refused as known'],
    here: 'applied, or refused as known',
    files: [
      'shared/engine/eventstore/flight-recorder.ts',
      'workers/eventstore/src/reading/flow.ts',
      'shared/engine/projection/deliver.ts',
    ],
  },
  stations: 'Stations',
  stream: 'Stream',
  log: 'Log',
  subscriptions: 'Subscriptions',
  committed: (version: number) => `committed as version ${version}, with its outbox entry`,
  placed: (position: number) => `position ${position}`,
  publishedAgain: (count: number) =>
    count === 1 ? 'published once more: known' : `published ${count} times more: known`,
  after: (ms: number) => `+${ms} ms`,
  outcomes: {
    applied: 'applied',
    nothing: 'passed: changes no row here',
    waiting: 'not there yet',
    retrying: 'failed, is tried again',
    parked: 'parked, waits for a person',
  },
  failed: (count: number) => (count === 1 ? 'failed once before' : `failed ${count} times before`),
  refused: (count: number) =>
    count === 1 ? 'came once more: refused as a duplicate' : `came ${count} times more: refused as duplicates`,
  toParked: (position: number) => `To the parked event ${position}`,
  unwatched: 'No page was open when it passed, so no times were noted: open the map, then let something happen.',
  coarse:
    'Noted in memory while a page is open. The runtime’s clock stops between two waits, so milliseconds are coarse.',
};
