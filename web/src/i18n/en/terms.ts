// Words of the field, each with what it means here.
export const terms = {
  pivot: [
    'Pivot',
    'The point of no return of a saga: before it everything can be undone, after it the saga only goes forward.',
  ],
  compensable: [
    'Compensable step',
    'A step whose effect can be taken back by a command of its own, its compensation.',
  ],
  retriable: [
    'Retriable step',
    'A step after the pivot: it cannot be refused for good, so it is asked until it is done.',
  ],
  compensation: [
    'Compensation',
    'A command that takes the effect of a step back. Sagas compensate newest first, because nothing holds a lock that could simply be let go.',
  ],
  tombstone: [
    'Tombstone',
    'The undo of a step that may never have happened. It is recorded all the same, so that the step is refused if its command still arrives late.',
  ],
  unknown: [
    'Outcome unknown',
    'The command went out and no answer came: it may have been done or not. The saga undoes it to be sure, and the undo copes with both.',
  ],
  parked: [
    'Parked',
    'It gave up for now and waits for a person. Nothing behind it is lost, and it goes on from the same place.',
  ],
  late: [
    'Too late',
    'An answer to a command that is not being asked any more. It changes nothing: a late answer never revives a step.',
  ],
} satisfies Record<string, readonly [word: string, meaning: string]>;
