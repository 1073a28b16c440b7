// From outside, with autocannon: MediaHub as `npm start` runs it, the floors of the same run, and a peer that speaks the
// same API (PEER=http://localhost:8090). The same rows of each, one after the other, first idle and then busy.
import { startFloors } from '../floor/floors.ts';
import { middle, perSecond } from '../figures.ts';
import type { Print } from '../report.ts';
import { startSystem } from '../../workers/system-tests/started-system.ts';
import { logIn, type User } from './client.ts';
import { load, wrongOf, type Answered, type Load } from './load.ts';
import { form, processed, uploads } from './upload.ts';

const LIBRARY = 60;
const CLIENTS = 16;
const SINGLE_UPLOADS = 20;
const BUSY_UPLOADS = 40;
const BUSY_CLIENTS = 4;
const WARM_UP_SECONDS = 1;
const SECONDS = Number(process.env['SECONDS'] ?? 4);

type Request = Omit<Load, 'connections' | 'amount' | 'duration'>;

/** The same request by one client and by many. */
async function both(request: Request): Promise<[Answered, Answered]> {
  await load({ ...request, connections: 4, duration: WARM_UP_SECONDS });
  const one = await load({ ...request, connections: 1, duration: SECONDS });
  return [one, await load({ ...request, connections: CLIENTS, duration: SECONDS })];
}

const missing = (base: string): Request => ({ url: `${base}/api/v1/nothing`, status: 404 });
const list = ({ base, headers }: User): Request => ({
  url: `${base}/api/v1/media?limit=50`,
  headers,
  status: 200,
});
/** In turn by several users: one alone has a rate. `prefer`: whether it is answered with its commit, or when it is shown. */
const album = (users: readonly User[], prefer?: string): Request => ({
  url: `${users[0]?.base}/api/v1/albums`,
  requests: users.map(({ headers }) => ({
    method: 'POST' as const,
    headers: { ...headers, 'content-type': 'application/json', ...(prefer ? { prefer } : {}) },
    body: Buffer.from(JSON.stringify({ name: 'bench', description: '' })),
  })),
  status: 201,
});
/** So many uploads of different bytes. */
const upload = ({ base, headers }: User, times: number): Request => {
  const requests = Array.from({ length: times }, (_, n) => {
    const { headers: type, body } = form(n);
    return { method: 'POST' as const, headers: { ...headers, ...type }, body };
  });
  return { url: `${base}/api/v1/media`, requests, status: 201 };
};

const several = (base: string, name: string): Promise<User[]> =>
  Promise.all(Array.from({ length: CLIENTS }, (_, n) => logIn(base, `${name}-${n}-${Date.now()}`)));

/** One floor: with one client and with many, next to which the rows of the others are read. */
export interface Floor {
  one: Answered;
  many: Answered;
}
export interface Floors {
  missing: Floor;
  list: Floor;
  append: Floor;
  appendNew: Floor;
  /** A list while as many bytes are put into R2 and a row into D1; and while new objects are made as well. */
  busy: [Answered, Answered];
}

const timesIdle = (reads: Answered, idle: Answered): string =>
  `${(middle(reads) / middle(idle)).toFixed(1)}× idle`;

/** So many times the floor's mean, and such a part of its rate. */
const beside = (one: Answered, many: Answered, floor: Floor): [string, string] => [
  `${(middle(one) / middle(floor.one)).toFixed(2)}× the floor`,
  `${(perSecond(many) / perSecond(floor.many)).toFixed(2)}× the floor's rate`,
];

async function floors(row: Print): Promise<Floors> {
  const bare = await startFloors();
  try {
    const print = async (what: string, request: Request): Promise<Floor> => {
      const [one, many] = await both(request);
      row({ id: 'http', values: ['floor', what, '1'], ...one });
      row({ id: 'http', values: ['floor', what, String(CLIENTS)], ...many });
      return { one, many };
    };
    const append = (path: string): Request => ({
      url: `${bare.base}${path}`,
      method: 'POST',
      body: JSON.stringify({ name: 'bench', description: '' }),
      status: 200,
    });
    const list: Request = { url: `${bare.base}/list`, status: 200 };
    const notFound = await print('404', missing(bare.base));
    const listed = await print('list of 50', list);
    const { body } = form(0);
    const listWhile = async (what: string, path: string): Promise<Answered> => {
      const put: Request = { url: `${bare.base}${path}`, method: 'POST', body, status: 200 };
      const putting = load({ ...put, connections: BUSY_CLIENTS, duration: SECONDS });
      const reads = await load({ ...list, connections: 1, duration: SECONDS });
      const note = `${timesIdle(reads, listed.one)}, ${perSecond(await putting).toFixed(0)} a second`;
      row({ id: 'http', values: ['floor', what, '1'], ...reads, note });
      return reads;
    };
    return {
      missing: notFound,
      list: listed,
      append: await print('append', append('/append')),
      // Every album is a stream of its own: a file that has to be made.
      appendNew: await print('append to a new object', append('/append-new')),
      busy: [
        await listWhile('list of 50 while pictures are put', '/put'),
        await listWhile('list of 50 while pictures are put and four objects made', '/put-new'),
      ],
    };
  } finally {
    await bare.stop();
  }
}

async function measured(name: string, base: string, floor: Floors, row: Print): Promise<void> {
  const reader = await logIn(base, `bench-${Date.now()}`);
  await uploads(reader, LIBRARY, BUSY_CLIENTS, true);
  await processed(reader, LIBRARY);
  const print = async (what: string, request: Request, beneath: Floor): Promise<Answered> => {
    const [one, many] = await both(request);
    const [slower, rarer] = beside(one, many, beneath);
    row({
      id: 'http',
      values: [name, what, '1'],
      ...one,
      note: [slower, wrongOf(one)].filter(Boolean).join(', '),
    });
    const note = [rarer, wrongOf(many)].filter(Boolean).join(', ');
    row({ id: 'http', values: [name, what, String(CLIENTS)], ...many, note });
    return one;
  };
  await print('404', missing(base), floor.missing);
  const idle = await print('list of 50', list(reader), floor.list);
  await print('create album', album(await several(base, 'albums')), floor.appendNew);
  const early = album(await several(base, 'early'), 'respond-async');
  await print('create album, answered at its commit', early, floor.appendNew);
  const uploader = await logIn(base, `uploads-${Date.now()}`);
  const uploaded = await load({ ...upload(uploader, SINGLE_UPLOADS), connections: 1, amount: SINGLE_UPLOADS });
  row({ id: 'http', values: [name, 'upload of 80 kB', '1'], ...uploaded, note: wrongOf(uploaded) });
  await processed(uploader, SINGLE_UPLOADS);

  const busy = await logIn(base, `busy-${Date.now()}`);
  const working = uploads(busy, BUSY_UPLOADS, BUSY_CLIENTS);
  const reads = await load({ ...list(reader), connections: 1, duration: SECONDS });
  const [put, made] = floor.busy.map((one) => `${(middle(reads) / middle(one)).toFixed(1)}×`);
  const note = `${timesIdle(reads, idle)}, ${put} and ${made} the floors`;
  row({ id: 'http', values: [name, 'list of 50 while pictures are uploaded', '1'], ...reads, note });
  await working;
  await processed(busy, BUSY_UPLOADS);
}

export async function http({ row }: { row: Print }): Promise<void> {
  const floor = await floors(row);
  const system = await startSystem();
  try {
    await measured('MediaHub', system.base, floor, row);
  } finally {
    await system.stop();
  }
  const peer = process.env['PEER'];
  if (peer) await measured(peer, peer.replace(/\/$/, ''), floor, row);
}
