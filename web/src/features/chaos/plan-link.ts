// A fault plan as a link: the plan itself, as base64url of its JSON behind the `#`, which no server ever sees. A link
// is material from outside: what does not look like a plan is none, and the API has the last word on its numbers. Pure.
import type { InjectionPoint, Fault, FaultKind, FaultPlan } from '#shared/engine/faults/plan';
import { fromLink, toLink } from '../../browser/link-json.ts';

/** Every edge, in the order of a message's way; one that is missing does not compile. */
const ALL_EDGES: Record<InjectionPoint, true> = {
  saga: true,
  append: true,
  publish: true,
  poke: true,
  deliver: true,
};
export const INJECTION_POINTS = Object.keys(ALL_EDGES) as InjectionPoint[];

const ALL_KINDS: Record<FaultKind, true> = {
  error: true,
  drop_request: true,
  drop_reply: true,
  duplicate: true,
  delay: true,
  reorder: true,
  reject: true,
  crash_before: true,
  crash_after: true,
  evict: true,
  duplicate_effect: true,
};
export const KINDS = Object.keys(ALL_KINDS) as FaultKind[];

export const NUMBERS = ['after', 'times', 'probability', 'delay_ms'] as const;
const MOST_FAULTS = 50;
const PREFIX = '#plan=';

/** '/chaos#plan=…': opened, it loads the plan into the editor; it switches nothing on. */
export const linkOf = ({ seed, faults }: FaultPlan): string => `/chaos${PREFIX}${toLink({ seed, faults })}`;

/** The plan in an address's hash; null when there is none, or when it is no plan. */
export function planIn(hash: string): FaultPlan | null {
  if (!hash.startsWith(PREFIX)) return null;
  const json = fromLink(hash.slice(PREFIX.length));
  if (!isObject(json) || !Number.isInteger(json['seed']) || !Array.isArray(json['faults'])) return null;
  const faults: unknown[] = json['faults'];
  if (faults.length > MOST_FAULTS || !faults.every(isFault)) return null;
  return { seed: Number(json['seed']), faults };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isFault = (value: unknown): value is Fault =>
  isObject(value) &&
  INJECTION_POINTS.some((edge) => edge === value['at']) &&
  KINDS.some((kind) => kind === value['kind']) &&
  ['string', 'undefined'].includes(typeof value['step']) &&
  NUMBERS.every((name) => ['number', 'undefined'].includes(typeof value[name]));
