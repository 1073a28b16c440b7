// The invariant board.
export const invariants = {
  title: 'Invariant board',
  lead: (green: number, red: number, looking: number, unknown: number) =>
    `${green} ${green === 1 ? 'holds' : 'hold'}, ${red} broken, ${looking} being checked, ${unknown} unknown or with nothing to check`,
  explain: {
    pattern: 'Oracle beside the running system',
    shows: 'What must hold under every fault, checked from outside while everything runs.',
    says: 'The observer follows the log and folds it, then asks the services as their users would and compares whole rows. It checks a large library in passes of several rounds: no tile is green before the first pass has ended, and each tile says since when everything has been checked. A read model may be late, so the observer looks twice: a tile turns red only when the two still differ after both have caught up. It then shows the chain of events that explains why. Opening this page starts the checks; they run every ten seconds while it is open, and the page receives each result.',
    flow: ['global log', 'independent fold', 'question to the service', 'compare', 'green or red'],
    here: 'green or red',
    files: [
      'workers/observer/src/checks/log.ts',
      'workers/observer/src/checks/library.ts',
      'workers/observer/src/checks/rounds.ts',
      'workers/observer/src/Board.ts',
      'web/src/api/live/board.ts',
    ],
  },
  onlyOperator: 'The board looks at everybody’s data: it needs the role operator.',
  check: 'Check now',
  states: {
    green: 'holds',
    nothing: 'nothing to check yet',
    red: 'broken',
    looking: 'being checked',
    unknown: 'unknown',
  },
  checked: (count: number) =>
    count === 1 ? '1 thing checked: all there is' : `${count} things checked: all there is`,
  soFar: (checked: number, total: number) => `${checked} of ${total} things checked so far`,
  passed: (since: string, checked: number, total: number) =>
    `Everything checked since ${since}; ${checked} of ${total} things in the latest pass`,
  timeline: (broken: number, since: string) =>
    broken === 0
      ? `never broken since ${since}`
      : broken === 1
        ? `broken once since ${since}`
        : `broken ${broken} times since ${since}`,
  tryLab: 'Try it in a lab',
  repairs: 'The log is right: a rebuild makes this read model anew from it, and certifies what it found.',
  rebuild: 'Rebuild this read model',
  certificate: 'Its last certificate',
  field: 'Column',
  shown: 'Shown',
  right: 'By the log',
  /** By the code of a piece of evidence; one without an entry is shown in the server’s words. */
  found: {
    row_differs: ({ name }) => `${name} is shown with other data than the log has.`,
    row_missing: ({ name }) => `${name} is missing: by the log it is there.`,
    row_surplus: ({ name }) => `${name} is shown, and by the log it is not there.`,
    row_twice: ({ name }) => `${name} is shown more than once.`,
    entry_missing: ({ media, album }) => `${media} is missing in the album ${album}.`,
    entry_surplus: ({ media, album }) =>
      `${media} is shown in the album ${album}, and by the log it is not in it.`,
    file_missing: ({ name }) => `${name} lives, and its file is gone.`,
    rendition_missing: ({ name }) =>
      `${name} has a thumbnail, and its file is gone: a renewal makes it again, or the browser that shows the library, where a browser drew it.`,
    file_left: ({ name }) => `${name} is gone, and left files behind.`,
    file_unknown: () => 'The bucket holds a file that no event names.',
    sagas_of_upload: ({ name, count }) => `The upload of ${name} has ${count} sagas instead of one.`,
    saga_stands_still: ({ name }) => `The saga for ${name} is stuck without a timer.`,
    both_endings: () => 'An upload was announced as complete and undone.',
    twice: ({ event_type, step }) => `${event_type} happened twice for one step (${step}).`,
    user_unknown: ({ name }) =>
      `No login leads to ${name} any more: the accounts were put back to before they signed up. System lists such users, and how to help.`,
    hole: () => 'A number is missing, or was given twice.',
  } as Record<string, (params: Record<string, string>) => string>,
  more: (count: number) => `At least ${count} more were found.`,
  chain: 'The events that show it',
  hint: 'To see one turn red: switch on the plan “A broken consumer”, upload a photo, delete it, and come back: within some seconds it turns red by itself.',
  toChaos: 'To the switchboard',
  /** By the id of an invariant; one without an entry is shown in the server’s words. */
  says: {
    'positions-dense': [
      'Positions of the log are dense',
      '1, 2, 3 …: none is missing, none came twice.',
      'Why dense? A reader that knows position 7 must never find something new at 6: see shared/engine/eventstore/log/sequence.ts.',
    ],
    'versions-dense': [
      'Versions of every stream are dense',
      'No two writers ever got the same place in a stream.',
      'Two writers with one expected version: exactly one wins. See shared/engine/eventstore/stream/decide-append.ts.',
    ],
    'effective-once': [
      'Every step took effect once',
      'However often a saga asked, a command left its events in the log one time.',
      'A command that is sent again carries the same id, so its events are recognised: see shared/engine/saga/pending-command.ts.',
    ],
    'never-both': [
      'No upload is both completed and undone',
      'A saga ends in one way only.',
      'Past the pivot a saga only goes forward: see shared/engine/saga/transitions.ts.',
    ],
    'one-saga-per-upload': [
      'Every upload has exactly one saga',
      'None was forgotten, none was started twice.',
      'The id of a saga derives from its starting event: see shared/engine/event/ids.ts.',
    ],
    'sagas-move': [
      'Every saga has ended, moves, or waits',
      'None is stuck without a timer and without a person who knows of it.',
      'A saga always has a timer or waits for a person: see shared/engine/saga/SagaCoordinator.ts.',
    ],
    'library-is-fold': [
      'The library is what the log says',
      'What users are shown equals the events, folded anew.',
      'Rows and checkpoint change in one transaction, guarded: see shared/engine/projection/deliver.ts. A write went past the guard.',
    ],
    'albums-are-fold': [
      'Albums hold what the log says',
      'Every entry has its event, every event its entry.',
      'An album is a read model of two streams: see workers/album/src/projections/albums/project.ts.',
    ],
    'inbox-is-fold': [
      'Every notification was delivered once',
      'The inbox holds each notification exactly once.',
      'Delivered at least once, shown once: see workers/notification/src/projections/inbox/project.ts.',
    ],
    'files-are-live-media': [
      'The files are those of the live media',
      'Nothing that lives lacks its file; nothing that is gone left one behind.',
      'Files are outside every transaction; a saga and a sweeper keep them in step: see workers/media-command.',
    ],
    'accounts-are-known': [
      'Everyone who signed up can log in',
      'The accounts know each user that the log has seen sign up.',
      'Names and addresses are in no event, so a lost account cannot be made again from the log: see docs/recovery.md.',
    ],
  } as Record<string, readonly [name: string, means: string, learn: string]>,
};
