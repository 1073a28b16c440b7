// Settles what goes into an export: the album's own stream says which media, their streams say which files. No read model is
// asked, as it may lag, so what is in the ZIP is what was in the album. A large album takes several calls, which share a draft.
import { foldStream } from '#shared/engine/command/read-stream';
import { batchedReader } from '#shared/engine/command/batched';
import { STREAMS_AT_ONCE, type BatchReaderPort, type EventReaderPort } from '#shared/engine/ports/eventstore';
import { AlbumSoFar, fileAfter, type AlbumContents, type ZipFile } from './domain/contents.ts';
import { withUniqueNames } from './domain/zip-names.ts';
import { NOTHING_READ, type Draft } from './manifest-draft.ts';

const AT_ONCE = STREAMS_AT_ONCE;
/** Calls of the event store an invocation makes here, of the 32 that it may make in all. */
const MOST_CALLS = 20;

type Store = EventReaderPort & BatchReaderPort;
export type Collected = { files: ZipFile[] } | { code: string; reason: string } | Draft;

export interface Collecting {
  owner: string;
  album_id: string;
  draft: Draft;
  /** Called between two reads. */
  alive: () => void;
}

/**
 * The album after the first pages of its stream, which are the whole of nearly every one; null when it does not exist (any more).
 * Of a longer one later changes are missing: collecting reads all of it.
 */
export async function albumContents(store: EventReaderPort, id: string): Promise<AlbumContents | null> {
  let draft: Draft = { ...NOTHING_READ };
  for (let calls = 0; calls < MOST_CALLS && !draft.read; calls++) draft = await readAlbumPage(store, id, draft);
  return new AlbumSoFar(draft.album, draft.media).contents();
}

/** Reads one more page of the album's stream; from the start where a restore has replaced its history in between. */
async function readAlbumPage(store: EventReaderPort, id: string, draft: Draft): Promise<Draft> {
  const { version, last_id } = draft;
  const slice = await store.readStream(id, { after_version: version });
  if (version > 0 && slice.base_id !== last_id) return { ...NOTHING_READ };
  const album = new AlbumSoFar(draft.album, draft.media);
  for (const event of slice.events) album.take(event);
  const last = slice.events.at(-1);
  const soFar = album.soFar();
  return {
    ...draft,
    ...soFar,
    version: last?.version ?? version,
    last_id: last?.id ?? last_id,
    read: slice.more !== true,
  };
}

/** Reads the streams of the next media. */
async function readMediaPage(store: Store, draft: Draft): Promise<Draft> {
  const reader = batchedReader(store);
  const some = draft.media.slice(draft.looked, draft.looked + AT_ONCE);
  const files = await Promise.all(
    some.map((id) => foldStream<ZipFile | 'gone' | null>(reader, id, null, fileAfter)),
  );
  const found = files.flatMap(({ state }) => (state === null || state === 'gone' ? [] : [state]));
  return { ...draft, looked: draft.looked + some.length, files: [...draft.files, ...found] };
}

/** Reads as much as one invocation may. @returns the list, or why there is none, or the draft to go on with */
export async function collect(
  store: Store,
  { owner, album_id, draft: before, alive }: Collecting,
): Promise<Collected> {
  let calls = 0;
  const counted: Store = {
    readStream: (...asked) => (calls++, store.readStream(...asked)),
    readStreams: (...asked) => (calls++, store.readStreams(...asked)),
    readLog: (query) => store.readLog(query),
  };
  let draft = before;
  while (!draft.read) {
    if (calls >= MOST_CALLS) return draft;
    draft = await readAlbumPage(counted, album_id, draft);
    alive();
  }
  if (!draft.album || draft.album.user_id !== owner)
    return { code: 'album_not_found', reason: 'The album is not there any more.' };
  while (draft.looked < draft.media.length) {
    if (calls >= MOST_CALLS) return draft;
    draft = await readMediaPage(counted, draft);
    alive();
  }
  if (draft.files.length === 0) return { code: 'album_empty', reason: 'There is nothing in the album.' };
  return { files: withUniqueNames(draft.files) };
}
