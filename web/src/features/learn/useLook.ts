// Asks the running system what has happened since the lab was begun, again and again while something is still open.
import { useQuery } from '@tanstack/react-query';
import { lookAt } from '#labs/engine/lab';
import { withSeen, type LabProgress } from '#labs/engine/progress';
import { api } from '../../api/http.ts';
import { change } from '../../entities/lab/progress.ts';
import { useUser } from '../../entities/user/me.ts';
import type { Opened } from './labs.ts';

const AGAIN_MS = 1_500;

export function useLook(name: string, opened: Opened | null | undefined, progress: LabProgress | undefined) {
  const checks = Object.keys(opened?.lab.checks ?? {});
  const { operator } = useUser();
  // Faults and parked events are for operators' eyes only.
  const mayLook = opened !== null && opened !== undefined && (operator || !opened.lab.operator);
  const open = checks.some((id) => !(id in (progress?.seen ?? {})));
  return useQuery({
    queryKey: ['labs', 'look', name, progress?.begun_at, progress?.notes],
    enabled: mayLook && progress !== undefined,
    staleTime: 0,
    refetchInterval: open ? AGAIN_MS : false,
    queryFn: async () => {
      if (!opened || !progress) return null;
      const { begun, notes, seen } = progress;
      const found = await lookAt(opened.lab, { api, begun, notes }, seen);
      change(name, (before, now) => withSeen(before, found.verdicts, now));
      return found;
    },
  });
}
