// The faulty objects by the guarantee that they break, and for each the shortest scenario that shows it. Each is a mistake that
// people make.
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import type { Broken } from '../faulty-objects.ts';
import * as stream from './faulty-streams.ts';
import * as subscription from './faulty-subscriptions.ts';
import type { Step } from './plan.ts';

type Of<Do extends Step['do']> = Extract<Step, { do: Do }>;

const append = (number: number, more: Partial<Of<'append'>> = {}): Step => ({
  do: 'append',
  stream: number,
  expected: 'any',
  size: 1,
  writers: 1,
  bad: false,
  in_between: false,
  ...more,
});
const fault = (...faults: Of<'faults'>['faults']): Step => ({ do: 'faults', seed: 1, faults });
/** A subscription that dies once its poke is answered, before the consumer has heard anything. */
const diesPoked = (step: SubscriptionName): Step =>
  fault({ at: 'deliver', step, kind: 'crash_before', times: 1, delay_ms: 100 });
const lostPublish = fault({ at: 'publish', kind: 'error', times: 1 });
const parksAtAlbum: Step[] = [
  { do: 'break', consumer: 'album', stream: 0 },
  append(0),
  { do: 'until_parked', consumer: 'album' },
  { do: 'heal' },
];

export const MUTANTS: Record<string, { broken: Broken; scenario: Step[] }> = {
  'S1: what is stored is rewritten': {
    broken: { stream: stream.StreamThatRewrites },
    scenario: [append(0), { do: 'resend', nth: 0, payload: 'other' }],
  },
  'S2: the expected version is not looked at': {
    broken: { stream: stream.StreamWithoutExpectation },
    scenario: [append(0, { expected: 0, writers: 2 })],
  },
  'S3: a batch is not one transaction': {
    broken: { stream: stream.StreamWithoutTransaction },
    scenario: [append(0, { bad: true })],
  },
  'S4: a repeat is answered with where the stream is now': {
    broken: { stream: stream.StreamThatForgetsItsAnswer },
    scenario: [append(0), append(0), { do: 'resend', nth: 0, payload: 'same' }],
  },
  'S5: a position is answered that the log has not given': {
    broken: { stream: stream.StreamThatGuessesPositions },
    scenario: [append(0), lostPublish, append(1)],
  },
  'S6: the stream never arms its outbox alarm': {
    broken: { stream: stream.StreamThatNeverArms },
    scenario: [fault({ at: 'append', kind: 'crash_after', times: 1 }), append(0)],
  },
  'S6: the outbox alarm takes itself away before the outbox is empty': {
    broken: { stream: stream.StreamWhoseAlarmEndsItself },
    scenario: [fault({ at: 'publish', kind: 'error', times: 3 }), append(0), { do: 'only_alarms', rounds: 3 }],
  },
  'S6: the log answers what it has not committed': {
    broken: { log: stream.LogThatAnswersEarly },
    scenario: [lostPublish, append(0)],
  },
  'X1: the log never arms its alarm': {
    broken: { log: stream.LogThatNeverArms },
    scenario: [
      fault({ at: 'poke', step: 'notification', kind: 'crash_before', times: 1, delay_ms: 100 }),
      append(0),
    ],
  },
  'X1: a poked subscription never arms its alarm': {
    broken: { subscription: subscription.PokedThatNeverArms },
    scenario: [diesPoked('notification'), append(0)],
  },
  'X1: a poke is acknowledged before the alarm is armed': {
    broken: { subscription: subscription.PokedThatArmsLater },
    scenario: [diesPoked('notification'), append(0)],
  },
  'X1: the checkpoint is saved before the consumer has committed': {
    broken: { subscription: subscription.CheckpointBeforeTheConsumer },
    scenario: [diesPoked('saga'), append(0)],
  },
  'X1: the log tells what it has not committed': {
    broken: { log: stream.LogThatTellsTooEarly },
    scenario: [fault({ at: 'publish', kind: 'error', times: 3 }), append(0)],
  },
  'X2: what took effect stays parked': {
    broken: { subscription: subscription.ParkedThatStays },
    scenario: parksAtAlbum,
  },
  'X3: pages never shrink': {
    broken: { subscription: subscription.PagesThatNeverShrink },
    scenario: [{ do: 'suffer', stream: 0, consumer: 'album' }],
  },
  'X3: an event never parks': {
    broken: { subscription: subscription.NothingIsParked },
    scenario: [{ do: 'suffer', stream: 0, consumer: 'album' }],
  },
  'X3: the log stops at a stream that cannot publish': {
    broken: { log: stream.LogThatStopsAtAFailure },
    scenario: [{ do: 'suffer', stream: 0, consumer: null }],
  },
  'P2: the read model commits row by row': {
    broken: { deliver: subscription.rowByRow },
    scenario: [append(0), { do: 'only_alarms', rounds: 0 }, { do: 'd1', fails: [null, 'before'] }, append(0)],
  },
  'P3: what is parked does not hold its partition': {
    broken: { subscription: subscription.ParkedThatHoldsNoPartition },
    scenario: [...parksAtAlbum, append(0)],
  },
  'P5: the read model goes back to what is delivered again': {
    broken: { deliver: subscription.startsOver },
    scenario: [
      fault({ at: 'deliver', step: 'notification', kind: 'drop_reply', times: 4 }),
      append(0, { size: 2 }),
      { do: 'only_alarms', rounds: 6 },
    ],
  },
};

/** Scenarios that have found a bug, kept forever. */
export const FOUND: readonly Step[][] = [
  // The subscription had shrunk its pages, died, and came back by its alarm: it delivered one page and did not go on to the next.
  [
    { do: 'break', consumer: 'album', stream: null },
    append(0, { size: 2 }),
    { do: 'only_alarms', rounds: 6 },
    { do: 'kill', who: 'album' },
  ],
];
