// A fault plan as the editor holds it: rows of texts, of which an empty one means "not said". Pure.
import type { InjectionPoint, Fault, FaultKind, FaultPlan } from '#shared/engine/faults/plan';
import { NUMBERS } from './plan-link.ts';

export type NumberName = (typeof NUMBERS)[number];

export interface Row extends Record<NumberName, string> {
  /** Tells the rows apart while they come and go. */
  key: number;
  at: InjectionPoint;
  kind: FaultKind;
  step: string;
}

/** What the API takes for each number. */
export const LIMITS: Record<NumberName, { min: number; max: number; step: number | 'any' }> = {
  after: { min: 0, max: 1000, step: 1 },
  times: { min: 1, max: 1000, step: 1 },
  probability: { min: 0, max: 1, step: 'any' },
  delay_ms: { min: 0, max: 60_000, step: 1 },
};

const text = (value: number | undefined) => (value === undefined ? '' : String(value));

export const rowOf = ({ at, kind, step = '', ...numbers }: Fault, key: number): Row => ({
  key,
  at,
  kind,
  step,
  after: text(numbers.after),
  times: text(numbers.times),
  probability: text(numbers.probability),
  delay_ms: text(numbers.delay_ms),
});

function faultOf(row: Row): Fault {
  const fault: Fault = { at: row.at, kind: row.kind };
  if (row.step.trim() !== '') fault.step = row.step.trim();
  for (const name of NUMBERS) if (row[name].trim() !== '') fault[name] = Number(row[name]);
  return fault;
}

export const planOf = (seed: string, rows: readonly Row[]): FaultPlan => ({
  seed: Number(seed),
  faults: rows.map(faultOf),
});
