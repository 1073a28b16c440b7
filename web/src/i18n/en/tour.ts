// The tour of 90 seconds.
export const tour = {
  title: 'Tour',
  of: (n: number, count: number) => `Step ${n} of ${count}`,
  leave: 'Leave the tour',
  steps: {
    upload: [
      'A photo becomes events',
      'We draw a photo and upload it, the way every file goes. Watch the map: the command goes to its Worker, which appends an event to the stream of the photo.',
      'Upload a photo',
    ],
    map: [
      'From the outbox to everybody',
      'The event was committed together with an outbox entry. Without the outbox, a log that is away for a moment would never hear of it, and the photo would appear nowhere: the outbox keeps the event and publishes it later. From the log every read model gets it, in order.',
      'Look at its saga',
    ],
    saga: [
      'The event began a saga',
      'One coordinator asks one Worker after the other: process, add to the album, notify. Each bar is a command, from the request to the event that answers it.',
      'Now break a step',
    ],
    break: [
      'Break it',
      'We switch a fault on: the album says no. Then the next photo is uploaded.',
      'Break and upload',
    ],
    undone: [
      'Undone, newest first',
      'There is no lock and no rollback: the saga sends compensations for what was done, and a notification says why. Nothing is half-done.',
      'Switch the fault off',
    ],
    end: [
      'That was it',
      'Every page explains its pattern in the card with the book. The labs have you predict, break and repair it yourself; Chaos has more plans, and Invariants checks that what must hold does hold.',
      'To the labs',
    ],
  } satisfies Record<string, readonly [title: string, says: string, action: string]>,
};
