// Fault scenarios that fast-check makes up for real coordinators: of any saga, with words for its participants, fates for the
// monitor's writes, moves between a command and its event, and a person who repairs what is parked.
import fc from 'fast-check';
import type { CommandReply } from '#shared/engine/saga/command';
import type { SagaDefinition } from '#shared/engine/saga/definition';
import { stepCommandOf } from '#shared/engine/saga/steps';
import { albumExport } from '../src/sagas/album-export.ts';
import { DEPENDENCIES } from '../src/composition.ts';
import { newestOf, SAGAS } from '../src/sagas/registry.ts';
import type { Fate, Word } from './env.ts';
import { declaredSteps } from '#shared/engine/testing/saga/judging';

const mediaUpload = newestOf('media_upload');

const busy: CommandReply = { status: 'busy', retry_after_ms: 5 };
export const no: CommandReply = { status: 'rejected', code: 'no', reason: 'it said no' };

/** What happens while a command is out. */
const MOVES = [
  'nothing',
  'crash',
  'alarm twice',
  'alarm late',
  'everything again',
  'start again',
  'foreign event',
  'cancel',
] as const;
export type Move = (typeof MOVES)[number];
/** How an event comes: `late` is overtaken by the next one. */
export type Arrival = 'now' | 'twice' | 'late';

export interface FaultScenario {
  saga: SagaDefinition;
  /** By method; when its words are used up, all goes well. */
  words: Record<string, Word[]>;
  moves: Move[];
  arrivals: Arrival[];
  repairs: ('resume' | 'skip')[];
  views: Fate[];
}

const anyWord: fc.Arbitrary<Word> = fc.constantFrom<Word>('well', 'throw', 'lost', 'hang', 'late', busy, no, no);
/** Over and over: this spends a budget. The silent ones are left out, they take too long. */
const stubborn = fc
  .tuple(fc.constantFrom<Word>('throw', 'lost', no), fc.integer({ min: 5, max: 11 }))
  .map(([word, n]) => Array.from({ length: n }, () => word));
const words = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Word[]>([]) },
  { weight: 4, arbitrary: fc.array(anyWord, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: stubborn },
);
const failing = fc.constant<Word[]>(['fail']);

/** Each method with what its participant may say; only a step with a failing event can be accepted and fail. */
const wordsFor = (saga: SagaDefinition) =>
  Object.fromEntries(
    declaredSteps(saga).flatMap((step) =>
      [stepCommandOf(step, 'do'), stepCommandOf(step, 'undo')].flatMap((ask, undo) =>
        ask
          ? [[ask.command.split('.')[1] ?? '', step.failedBy && !undo ? fc.oneof(words, words, failing) : words]]
          : [],
      ),
    ),
  ) as Record<string, fc.Arbitrary<Word[]>>;

/** Every saga in the version that is started now, and more often those that have a way back. */
const started = SAGAS.filter((saga) => DEPENDENCIES.startedBy(saga.startedBy).includes(saga));
const anySaga = fc.constantFrom(
  ...started,
  ...started.filter(({ steps }) => steps.some((step) => step.compensation)),
);

export const scenarios: fc.Arbitrary<FaultScenario> = anySaga.chain((saga) =>
  fc.record<FaultScenario>({
    saga: fc.constant(saga),
    words: fc.record(wordsFor(saga)),
    moves: fc.array(fc.constantFrom(...MOVES), { minLength: 2, maxLength: 10 }),
    arrivals: fc.array(fc.constantFrom<Arrival>('now', 'now', 'twice', 'late'), { maxLength: 5 }),
    repairs: fc.array(fc.constantFrom('resume', 'skip'), { maxLength: 4 }),
    views: fc.array(fc.constantFrom<Fate>('well', 'fail', 'late'), { maxLength: 4 }),
  }),
);

/** A fault scenario without faults except the given ones. */
export const uneventful = (saga: SagaDefinition, but: Partial<FaultScenario>): FaultScenario => ({
  ...{ saga, words: {}, moves: [], arrivals: [], repairs: [], views: [] },
  ...but,
});

/** What is tried in every run, since chance seldom makes it up: a person at a compensation, and a deletion in between. */
export const NOTABLE: [FaultScenario][] = [
  [
    uneventful(mediaUpload, {
      words: { process: ['fail'], compensate: [no, no, no] },
      repairs: ['resume', 'skip'],
    }),
  ],
  [
    uneventful(mediaUpload, {
      words: { addToDefaultAlbum: ['lost', no], undoAddToDefaultAlbum: [no, no] },
      repairs: ['resume', 'skip'],
    }),
  ],
  [uneventful(mediaUpload, { words: { addToDefaultAlbum: ['hang'] }, moves: ['nothing', 'cancel', 'crash'] })],
  [uneventful(albumExport, { words: { write: ['hang', no], discard: [no] }, moves: ['alarm late', 'crash'] })],
];
