// Albums as ZIP files.
export const exports = {
  title: 'Exports',
  lead: 'Albums as ZIP files, to be fetched for a while.',
  all: 'All exports',
  explain: {
    pattern: 'Saga participant',
    shows: 'What was packed, how far it is, and how long each download lives.',
    says: 'An export is a stream of events and a saga: collect what is in the album, write the ZIP, complete. Until it is complete everything can be undone, and then the ZIP goes, too. The Worker that writes it may be asked twice and writes once. A Durable Object ends the download by an alarm, as an event like any other.',
    flow: ['request', 'collect', 'write the ZIP', 'complete', 'expire'],
    here: 'write the ZIP',
    files: [
      'workers/saga/src/sagas/album-export.ts',
      'workers/exporter/src/domain/export.ts',
      'workers/exporter/src/rpc.ts',
    ],
  },
  start: 'Export as ZIP',
  started: 'The album is being packed.',
  empty: 'No exports yet',
  emptyHint: 'Open an album and export it as a ZIP file.',
  statuses: {
    requested: 'Requested',
    collected: 'Packing',
    written: 'Packed',
    completed: 'Ready',
    discarded: 'Failed, undone',
    expired: 'Expired',
  },
  files: (done: number, total: number) => `${done} of ${total} ${total === 1 ? 'file' : 'files'}`,
  missing: (count: number) =>
    `${count} ${count === 1 ? 'original is' : 'originals are'} lost: a list in the ZIP names ${count === 1 ? 'it' : 'them'}`,
  progress: (album: string) => `Progress of the export of ${album}`,
  hoursLeft: (hours: number, minutes: number) => `${hours} h ${minutes} min left`,
  minutesLeft: (minutes: number, seconds: number) => `${minutes} min ${seconds} s left`,
  download: 'Download',
  downloadOne: (album: string) => `Download ${album}`,
  events: 'Its events',
};
