// The fault switch: faults that a person puts into the running system to watch it heal. Development only. A plan is one
// JSON, small enough for a link; the same plan over the same sequence of passages strikes the same ones.
import * as z from 'zod';

/**
 * Where messages pass. `saga`: a step's command to its participant. `append`: a command's events to their stream.
 * `publish`: stream → log. `poke`: log → subscription. `deliver`: subscription → consumer.
 */
export const INJECTION_POINTS = ['saga', 'append', 'publish', 'poke', 'deliver'] as const;
export type InjectionPoint = (typeof INJECTION_POINTS)[number];

/** What happens to a message there, in words for people. */
export const KINDS = {
  error: 'It fails before the effect.',
  drop_request: 'The request is lost: it has no effect, and the call fails.',
  drop_reply: 'It takes effect, the answer is lost.',
  duplicate: 'It arrives twice.',
  delay: 'It comes late.',
  reorder: 'What comes later overtakes it: it waits until that has gone through, a second at most.',
  reject: 'The participant says no (saga only; elsewhere it fails).',
  crash_before: 'The object that handles it dies before it commits.',
  crash_after: 'The object dies once it has committed, before anybody hears of it.',
  evict: 'It goes well, then the object loses its memory.',
  duplicate_effect: 'A broken consumer: it applies again what it has, without its guard (deliver only).',
} as const;
export type FaultKind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as [FaultKind, ...FaultKind[]];

export const Fault = z.strictObject({
  at: z.enum(INJECTION_POINTS),
  /**
   * Which passage of the edge: a saga's step (`process`, its compensation `undo:process`), a subscription's name, the
   * kind of a stream (`order`) or its whole id. Every one when absent.
   */
  step: z.string().max(100).optional(),
  kind: z.enum(kinds),
  /** Lets so many passages through first. */
  after: z.int().min(0).max(1000).optional(),
  /** How many times; always when absent. */
  times: z.int().min(1).max(1000).optional(),
  /** 0..1, default 1. */
  probability: z.number().min(0).max(1).optional(),
  /**
   * How long `delay` delays it; how long `reorder` waits at most to be overtaken (at `deliver` that is immediate);
   * any other kind strikes after this time.
   */
  delay_ms: z.int().min(0).max(60_000).optional(),
});
export type Fault = z.infer<typeof Fault>;

export const FaultPlan = z.strictObject({
  seed: z.int().min(0).default(1),
  faults: z.array(Fault).max(50),
});
export type FaultPlan = z.infer<typeof FaultPlan>;

/** A fault with how many passages it met and how often it has struck, as GET /api/v1/chaos shows it. */
export type ActiveFault = Fault & { seen: number; struck: number };

/** GET /api/v1/chaos/presets: a plan worth seeing, and what to watch. */
export const Preset = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** What to do, and what to watch happen. */
  watch: z.string(),
  plan: FaultPlan,
});
export type Preset = z.infer<typeof Preset>;

export interface ChaosPort {
  /** The fault that strikes this passage, or null. Counts it. Always null unless DEV_LOGIN is on. */
  draw(at: InjectionPoint, step: string): Promise<Fault | null>;
}
