// Many calls of the event store in one (the DataLoader pattern): concurrent calls go out together. So a command over a hundred
// streams stays below the platform's limit of calls per request, and its code reads like one over a single stream.
import {
  APPENDS_AT_ONCE,
  STREAMS_AT_ONCE,
  type AppendRequest,
  type BatchReaderPort,
  type BatchStorePort,
  type EventReaderPort,
  type EventStorePort,
  type StreamAsked,
} from '../ports/eventstore.ts';

interface Waiting<Question, Answer> {
  ask: Question;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** Gathers what is asked until the event loop turns, then sends it, at most `most` at a time. */
function gathered<Question, Answer>(
  most: number,
  send: (asked: Question[]) => Promise<Answer[]>,
): (ask: Question) => Promise<Answer> {
  let waiting: Waiting<Question, Answer>[] = [];
  const sendSome = async (some: Waiting<Question, Answer>[]): Promise<void> => {
    try {
      const answers = await send(some.map(({ ask }) => ask));
      some.forEach(({ resolve, reject }, n) => {
        const answer = answers[n];
        if (answer === undefined) reject(new Error('fewer answers than questions'));
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  };
  const sendAll = async (): Promise<void> => {
    const all = waiting;
    waiting = [];
    for (let n = 0; n < all.length; n += most) await sendSome(all.slice(n, n + most));
  };
  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (waiting.length === 1) setTimeout(() => void sendAll(), 0);
    });
}

export function batchedReader(reader: EventReaderPort & BatchReaderPort): EventReaderPort {
  const read = gathered(STREAMS_AT_ONCE, (asked: StreamAsked[]) => reader.readStreams(asked));
  return {
    readStream: (id, options) => read(options ? { id, options } : { id }),
    readLog: (query) => reader.readLog(query),
  };
}

/** Keeps no snapshots: it is for many streams, each of which is short. */
export function batchedStore(store: EventStorePort & BatchStorePort): EventStorePort {
  const append = gathered(APPENDS_AT_ONCE, (requests: AppendRequest[]) => store.appendAll(requests));
  return { ...batchedReader(store), append };
}
