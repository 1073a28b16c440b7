// A fork of the past as a link: from where, and what is different. A link is material from outside: what does not look
// like a fork is none, and the data of its events is held against their schemas before it is replayed. Pure.
import { fromLink, toLink } from '../../browser/link-json.ts';

/** One thing that goes another way. Events are named by their position, which never changes. */
export type Change =
  /** The event does not happen; with `effects`, what it caused does not, either. */
  | { kind: 'leave_out'; position: number; effects: boolean }
  | { kind: 'change'; position: number; data: object }
  /** A new event of the same stream, right after this one. */
  | { kind: 'add'; position: number; event_type: string; data: object };

export interface Fork {
  /** The first event that is replayed. */
  from: number;
  /** Only this stream; null for everything of one's own. */
  stream: string | null;
  changes: readonly Change[];
}

export const MOST_CHANGES = 20;
const PREFIX = '#fork=';

export const forkLink = (fork: Fork): string => `/events/fork${PREFIX}${toLink(fork)}`;

/** What if this had not happened? Another user's event is only found in its stream. */
export const forkWithout = (position: number, stream: string | null): string =>
  forkLink({ from: position, stream, changes: [{ kind: 'leave_out', position, effects: true }] });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPosition = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

const isChange = (value: unknown): value is Change => {
  if (!isObject(value) || !isPosition(value['position'])) return false;
  if (value['kind'] === 'leave_out') return typeof value['effects'] === 'boolean';
  if (!isObject(value['data'])) return false;
  return value['kind'] === 'change' || (value['kind'] === 'add' && typeof value['event_type'] === 'string');
};

/** The fork in an address's hash; null when there is none, or when it is no fork. */
export function forkIn(hash: string): Fork | null {
  if (!hash.startsWith(PREFIX)) return null;
  const json = fromLink(hash.slice(PREFIX.length));
  if (!isObject(json) || !isPosition(json['from']) || !Array.isArray(json['changes'])) return null;
  const { from, stream } = json;
  const changes: unknown[] = json['changes'];
  if (changes.length > MOST_CHANGES || !changes.every(isChange)) return null;
  return { from, stream: typeof stream === 'string' && stream !== '' ? stream : null, changes };
}
