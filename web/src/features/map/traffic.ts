// Which dots a real message draws: an event takes its way from the Worker that appended it to every consumer, a saga's
// command goes to its participant and its answer comes back. More than 20 a second are sampled, and counted. Pure.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaStepView, SagaView, StepStatus } from '#shared/engine/saga/view';
import { FEEDS, type Writer } from './layout.ts';

/** Events have the colour of their aggregate; one that the map has no colour for is drawn as the last of them. */
export type EventKind = 'Media' | 'Album' | 'Notification' | 'Export' | 'User';
export type DotKind = EventKind | 'command' | 'good' | 'bad' | 'warn';

export interface Dot {
  /** Lines to travel, in order. */
  way: readonly string[];
  backwards: boolean;
  kind: DotKind;
  /** A message of a saga, and no event: drawn as a square, so that the shape tells them apart, not the colour alone. */
  saga: boolean;
  /** Starts so many legs later than now. */
  delay: number;
  /** Where a click leads. */
  to: string;
  /** It is lost on the way, or refused at its end. */
  fate: 'arrives' | 'lost' | 'refused';
}

const WRITERS_OF: Record<EventKind, Writer | null> = {
  Media: 'media-command',
  Album: 'album',
  Notification: 'notification',
  Export: 'exporter',
  User: null,
};

const isKnown = (type: string): type is EventKind => Object.hasOwn(WRITERS_OF, type);

/** Every participant by the steps that it is asked for. */
const ASKED: Readonly<Record<string, Writer>> = {
  upload: 'media-command',
  process: 'media-command',
  purge_files: 'media-command',
  add_to_default_album: 'album',
  remove_from_albums: 'album',
  notify: 'notification',
  tell_user: 'notification',
  request: 'exporter',
  collect: 'exporter',
  write: 'exporter',
  complete: 'exporter',
};

/** From where it was decided to the log, and from there to every consumer at once. */
export function dotsOfEvent({ aggregate_type, metadata, position }: LoggedEvent): Dot[] {
  const known = isKnown(aggregate_type) ? aggregate_type : null;
  const writer = known && WRITERS_OF[known];
  const begin = writer === null ? [] : [...(metadata.saga_id ? [] : [`gateway>${writer}`]), `${writer}>streams`];
  const base = {
    backwards: false,
    kind: known ?? ('User' as const),
    to: `/journey/${position}`,
    fate: 'arrives' as const,
    saga: false,
  };
  const toLog = [...begin, 'streams>log'];
  return [
    { ...base, way: toLog, delay: 0 },
    ...FEEDS.map((name) => ({ ...base, way: [`log>${name}`, `${name}>model`], delay: toLog.length })),
  ];
}

const ENDS: Partial<Record<StepStatus, DotKind>> = {
  completed: 'good',
  compensated: 'warn',
  failed: 'bad',
  parked: 'bad',
  unknown: 'bad',
};

/** What moved since the saga was seen last: a try is a command that goes out, an outcome is an answer that comes back. */
export function dotsOfSaga(before: SagaView | undefined, saga: SagaView): Dot[] {
  const known = new Map(before?.steps.map((step) => [step.step_name, step]));
  return saga.steps.flatMap((step) => {
    const writer = ASKED[step.step_name];
    if (!writer) return [];
    return movesOf(known.get(step.step_name), step).map(([kind, backwards, fate], n): Dot => ({
      way: [`saga>${writer}`],
      backwards,
      kind,
      saga: true,
      delay: n * 1.5,
      to: `/sagas/${saga.id}`,
      fate,
    }));
  });
}

type Move = [kind: DotKind, backwards: boolean, fate: Dot['fate']];

function movesOf(before: SagaStepView | undefined, step: SagaStepView): Move[] {
  const moves: Move[] = [];
  const asked =
    step.attempts > 0 && (step.attempts !== before?.attempts || isUndo(before.status) !== isUndo(step.status));
  // A step that the starting event itself completed had no command.
  if (asked && step.attempts >= 1) moves.push(['command', false, 'arrives']);
  if (step.next_retry_at !== null && step.next_retry_at !== before?.next_retry_at)
    moves.push(['bad', true, 'lost']);
  const end = ENDS[step.status];
  if (end && step.attempts > 0 && before?.status !== step.status)
    moves.push([end, true, step.status === 'unknown' ? 'lost' : 'arrives']);
  return moves;
}

const isUndo = (status: StepStatus): boolean => status === 'compensating' || status === 'compensated';

/** Something came again and was recognised: it goes as far as the guard. */
export const dotsOfRefusal = (place: string): Dot[] => [
  {
    way: place === 'log' ? ['streams>log'] : [`${place}>model`],
    backwards: false,
    kind: 'warn',
    saga: false,
    delay: 0,
    to: '/system',
    fate: 'refused',
  },
];

const MOST_PER_SECOND = 20;

export interface Sampler {
  /** True when this message may be drawn. */
  take(now: number): boolean;
  /** How many of the last second's messages were not drawn. */
  skipped(now: number): number;
}

/** At most so many messages in any second; the others are counted. */
export function createSampler(most = MOST_PER_SECOND): Sampler {
  let drawn: number[] = [];
  let left: number[] = [];
  const recent = (times: number[], now: number) => times.filter((at) => now - at < 1000);
  return {
    take(now) {
      drawn = recent(drawn, now);
      if (drawn.length < most) {
        drawn.push(now);
        return true;
      }
      left = [...recent(left, now), now];
      return false;
    },
    skipped: (now) => (left = recent(left, now)).length,
  };
}
