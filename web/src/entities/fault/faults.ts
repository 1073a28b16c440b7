// The fault switches: each is one fault of the plan, and the plan is always replaced as a whole.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ActiveFault, Fault } from '#shared/engine/faults/plan';
import { read, write } from '../../api/http.ts';
import type { Texts } from '../../i18n/texts.ts';

export type SwitchName = keyof Texts['sagas']['chaos']['switches'];

export const SWITCHES: Readonly<Record<SwitchName, Fault>> = {
  album_rejects: { at: 'saga', step: 'add_to_default_album', kind: 'reject' },
  album_errors: { at: 'saga', step: 'add_to_default_album', kind: 'error', times: 3 },
  process_rejects: { at: 'saga', step: 'process', kind: 'reject' },
  album_reply_lost: { at: 'saga', step: 'add_to_default_album', kind: 'drop_reply', times: 1 },
  notify_slow: { at: 'saga', step: 'notify', kind: 'delay', delay_ms: 5000 },
  album_parks: { at: 'deliver', step: 'album', kind: 'error' },
};

/** Whether they are the same fault: in every field, so that a rarer or later one is another. */
export const same = (a: Fault, b: Fault): boolean =>
  a.at === b.at &&
  a.step === b.step &&
  a.kind === b.kind &&
  a.after === b.after &&
  a.times === b.times &&
  a.probability === b.probability &&
  a.delay_ms === b.delay_ms;

/** Whether exactly these faults are on. */
export const isActive = (plan: readonly Fault[], active: readonly Fault[]): boolean =>
  plan.length === active.length &&
  plan.every((fault, n) => {
    const other = active[n];
    return other !== undefined && same(fault, other);
  });

/** The fault alone, as a plan has it. */
export const bareFault = ({ seen: _seen, struck: _struck, ...fault }: ActiveFault): Fault => fault;

const CHAOS_KEY = ['chaos'] as const;

export const useChaos = (enabled: boolean) =>
  useQuery({
    queryKey: CHAOS_KEY,
    enabled,
    staleTime: 0,
    queryFn: ({ signal }) => read('GET /api/v1/chaos', { signal }),
  });

/** Switches one fault on or off and leaves the others; null switches all off. */
export function useSwitchFault() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: { fault: Fault; on: boolean } | null) => {
      if (change === null) return write('DELETE /api/v1/chaos');
      const plan = await read('GET /api/v1/chaos');
      const others = plan.faults.map(bareFault).filter((fault) => !same(fault, change.fault));
      return write('PUT /api/v1/chaos', {
        body: { seed: plan.seed, faults: change.on ? [...others, change.fault] : others },
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: CHAOS_KEY }),
  });
}
