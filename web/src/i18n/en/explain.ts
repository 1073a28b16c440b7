// What the explainer cards say on pages behind the first screen.
export const explain = {
  events: {
    pattern: 'Event log, the source of truth',
    shows: 'Everything that happened to what is yours, in the order of the global log.',
    says: 'Position counts through the whole log, version within one stream: both without holes. Nothing here is ever changed or deleted; every other page is computed from it and could be thrown away. You see your own events, so other people’s positions are missing.',
    flow: ['append', 'event stream', 'outbox', 'global log', 'subscriptions'],
    here: 'global log',
    files: [
      'shared/engine/eventstore/EventStream.ts',
      'shared/engine/eventstore/EventLog.ts',
      'shared/mediahub/events/catalogue.ts',
    ],
  },
  sagas: {
    pattern: 'Orchestrated saga',
    shows: 'A transaction over several services without a lock, step by step, forward and back.',
    says: 'A coordinator, one Durable Object per saga, sends one command after the other and waits for the events that answer. Until the pivot everything can be undone; when a step says no, the steps before it are compensated, newest first. After the pivot it only goes forward. Break a step and watch.',
    flow: ['event starts it', 'command', 'event answers', 'next step', 'completed, or compensated'],
    here: 'command',
    files: [
      'workers/saga/src/sagas/media-upload.ts',
      'shared/engine/saga/SagaCoordinator.ts',
      'shared/engine/saga/view.ts',
    ],
  },
};
