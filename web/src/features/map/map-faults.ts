// On which lines of the map the faults of the active plan can strike. Pure.
import type { ActiveFault, InjectionPoint } from '#shared/engine/faults/plan';
import type { Line } from './layout.ts';

export interface LineFaults {
  count: Record<InjectionPoint, number>;
  faults: readonly ActiveFault[];
}

const INJECTION_POINTS: readonly InjectionPoint[] = ['saga', 'append', 'publish', 'poke', 'deliver'];

export const faultsOnLines = (faults: readonly ActiveFault[]): LineFaults => ({
  faults,
  count: Object.fromEntries(
    INJECTION_POINTS.map((edge) => [edge, faults.filter(({ at }) => at === edge).length]),
  ) as Record<InjectionPoint, number>,
});

/** A fault for one subscription, or one kind of stream, strikes on that one's line alone. */
const names = ({ at, step }: ActiveFault, { id, fault }: Line): boolean => {
  if (at !== fault) return false;
  if (step === undefined || at === 'saga' || at === 'publish') return true;
  const [kind = ''] = step.split('-');
  const [from = '', to = ''] = id.split('>');
  return at === 'poke' ? to === step : at === 'deliver' ? from === step : from.startsWith(kind);
};

export const strikesAt = ({ faults }: LineFaults, line: Line): boolean =>
  faults.some((fault) => names(fault, line));
