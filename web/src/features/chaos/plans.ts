// The plans of the fault switch: those worth seeing, and putting one in the place of the active one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FaultPlan, Preset } from '#shared/engine/faults/plan';
import { read, write, type Written } from '../../api/http.ts';
import { t } from '../../i18n/texts.ts';

/** They do not change while the system runs, so they are no part of the area `chaos` that is asked again. */
export const usePresets = (enabled: boolean) =>
  useQuery({
    queryKey: ['presets'],
    enabled,
    queryFn: ({ signal }) => read('GET /api/v1/chaos/presets', { signal }),
  });

/** The plan as a whole takes the place of the active one; null switches everything off. */
export function useApplyPlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (plan: FaultPlan | null): Promise<Written> =>
      plan === null ? write('DELETE /api/v1/chaos') : write('PUT /api/v1/chaos', { body: plan }),
    onSettled: () => client.invalidateQueries({ queryKey: ['chaos'] }),
  });
}

/** Title and sentence in the language of the UI where it knows the preset. */
export const textsOf = ({ id, title, watch }: Preset): readonly [title: string, watch: string] =>
  t.presets[id] ?? [title, watch];
