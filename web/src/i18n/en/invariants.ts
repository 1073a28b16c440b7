// The invariant board.
export const invariants = {
  title: 'Invariant board',
  lead: (green: number, red: number, unknown: number) =>
    `${green} ${green === 1 ? 'holds' : 'hold'}, ${red} broken, ${unknown} unknown`,
  explain: {
    pattern: 'Oracle beside the running system',
    shows: 'What must hold whatever breaks, checked from outside while everything runs.',
    says: 'The observer follows the log and folds it with code of its own, then asks the services as their users would and compares. A read model may be late, so it looks twice: red is only what still differs when both have caught up. Red comes with the chain of events that shows why. Looking starts the checks; they go on every ten seconds while somebody looks, and this page hears of each.',
    flow: ['global log', 'independent fold', 'question to the service', 'compare', 'green or red'],
    here: 'green or red',
    files: [
      'workers/observer/src/checks/log.ts',
      'workers/observer/src/checks/readModels.ts',
      'workers/observer/src/Board.ts',
      'web/src/api/live/board.ts',
    ],
  },
  onlyOperator: 'The board looks at everybody’s data: it needs the role operator.',
  check: 'Check now',
  states: { green: 'holds', red: 'broken', unknown: 'unknown' },
  checked: (count: number) => (count === 1 ? '1 thing checked' : `${count} things checked`),
  chain: 'The events that show it',
  hint: 'To see one turn red: switch on the plan “A broken consumer”, upload a photo, delete it, and come back: within some seconds it turns red by itself.',
  toChaos: 'To the switchboard',
  /** By the id of an invariant; one without an entry is shown in the server’s words. */
  says: {
    'positions-dense': ['Positions of the log are dense', '1, 2, 3 …: none is missing, none came twice.'],
    'versions-dense': [
      'Versions of every stream are dense',
      'No two writers ever got the same place in a stream.',
    ],
    'effective-once': [
      'Every step took effect once',
      'However often a saga asked, a command left its events in the log one time.',
    ],
    'never-both': ['No upload is both completed and undone', 'A saga ends in one way only.'],
    'one-saga-per-upload': ['Every upload has exactly one saga', 'None was forgotten, none was started twice.'],
    'sagas-move': [
      'Every saga has ended, moves, or waits',
      'None stands still without a timer or a person who knows.',
    ],
    'library-is-fold': [
      'The library is what the log says',
      'What users are shown equals the events, folded anew.',
    ],
    'albums-are-fold': ['Albums hold what the log says', 'Every entry has its event, every event its entry.'],
    'inbox-is-fold': [
      'Every notification was delivered once',
      'The inbox holds each thing that was told, one time.',
    ],
    'files-are-live-media': [
      'The files are those of the live media',
      'Nothing that lives lacks its file; nothing that is gone left one behind.',
    ],
  } as Record<string, readonly [name: string, means: string]>,
};
