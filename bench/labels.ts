// What the rows of the table are called; {0} is replaced by the row's own values.
export const LABELS = {
  'append-1': 'append, 1 client',
  'append-16': 'append, 16 clients',
  'floor-append-1': 'floor: bare Durable Object append, 1 client',
  'floor-append-16': 'floor: bare Durable Object append, 16 clients',
  'peer-append': '{0}: append, {1} clients',
  visible: 'append → visible in the library',
  upload: 'upload → saga completed, {0} finished sagas',
  load: 'load and decide, cold isolate, stream of {0}',
  'load-tail': 'the same just before the next snapshot, stream of {0}',
  'load-without': 'the same without snapshots, stream of {0}',
  command: 'command with its append, cold isolate, stream of {0}',
  bare: 'floor: bare service binding + D1 query of 50, library of {0}',
  list: 'list of 50, library of {0}',
  'append-log': 'append, log of {0}',
  'visible-log': 'append → visible, log of {0}',
  rebuild: 'rebuild of {0}: events a second, log of {1}',
  'rebuild-beside': 'the same of {0} while lists are read one after the other',
  'rebuild-reads': 'list of 50 while {0} is rebuilt',
  'rebuild-memory': "workerd's resident memory over five more rebuilds of media",
  http: 'over HTTP, {0}: {1}, clients: {2}',
  'stall-round': 'longest silence of any socket, round {0}',
  stall: 'longest silence of any socket in {0} rounds of 60 uploads by 6 clients',
  'stall-list': 'list of 50 during these rounds, p50 of each round',
  'stall-list-sent': 'list of 50 while they are sent, p50 of each round',
  'map-idle': 'frame of the map, nothing moves',
  map: 'frame of the map, {0} events a second',
  burst: 'burst by one user, 60 at once: {0}',
  'burst-health': '`/health` during the burst',
  'burst-missing': '404 during the burst',
  'burst-other': 'upload of 80 kB by another user during the burst',
  'burst-done': 'burst over → everything accepted is there',
  'recovery-healthy': '`kill -9` → every Worker answers again',
  'recovery-sagas': '`kill -9` → the last of {0} sagas under way has ended',
} as const;

export type Label = keyof typeof LABELS;

export const HEAD = '| What | mean of the middle 80% | p50 | p99 | per second | |';

export const EXPLAINED = `- Rows without *over HTTP* are measured inside one workerd with SQLite on disk: a Worker calls the others over service bindings.
  *over HTTP* and *longest silence* are the whole of \`npm start\`, asked from outside over kept sockets (autocannon).
- *floor* is the least that such a call costs on this machine in this run: a Worker that answers 404, one query of 50 rows in D1, one
  row appended in a Durable Object. × compares with it, or with the short end of the same curve.
- *load and decide* is a command with nothing to do, by an isolate that remembers nothing: it reads the parts of the snapshot that it
  needs and the tail, 99 events at most.
- *upload → saga completed* is until the monitor shows it, looked at every 4 ms; the image has one pixel.
- The clock inside workerd ticks in milliseconds: the mean is taken over turns of ten tries, without the slowest and the quickest tenth of them.
- \`PEER=http://localhost:8090 npm run bench -- http\` measures another implementation of this API beside MediaHub.
  \`PEER_WORKER=worker.js npm run bench -- append\` does so with a bundled Worker that has a D1 database \`DB\` and answers \`GET /migrate\` and
  \`GET /append?clients=&times=\` with \`{total_ms, errors}\`; bench/floor/peer-worker.js is the smallest one.`;
