// Looking at the past.
export const timeTravel = {
  stream: 'An aggregate through time',
  library: 'The library as it was',
  explain: {
    pattern: 'Time travel',
    shows: 'Any state of the past, folded anew from the events up to then.',
    says: 'A table knows only how things are; a log also knows how they came to be. The state at version n is the fold of the first n events of the stream; the library at a position is the fold of all events up to it. Nothing is stored for this: it works for days long before anybody thought of asking.',
    flow: ['stream', 'events 1 to n', 'fold', 'the state then'],
    here: 'the state then',
    files: [
      'shared/mediahub/state/published-state.ts',
      'workers/eventstore/src/timeTravel.ts',
      'workers/eventstore/src/pastLibrary.ts',
    ],
  },
  versionOf: (version: number, latest: number) => `version ${version} of ${latest}`,
  positionOf: (position: number, head: number) => `position ${position} of ${head}`,
  state: 'State',
  marked: 'marked: changed by this event',
  nothingYet: 'Before its first event there is nothing.',
  noEvent: 'No event yet',
  emptyThen: 'The library was empty then',
};
