// Begins a rebuild; while one runs that can still be given up, the same button does that. It is one element through all
// of it, so the focus stays where it is.
import type { ReadModelName } from '#shared/mediahub/subscriptions';
import { CircleStop, DatabaseBackup } from 'lucide-react';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { canAbort, type RebuildAct } from '../../entities/projection/rebuild.ts';

interface Props {
  name: ReadModelName;
  rebuild: RebuildStatus | null;
  act: RebuildAct;
}

export function RebuildButton({ name, rebuild, act }: Props) {
  const abortable = rebuild !== null && canAbort(rebuild);
  // Its rows are shown already, or it is being given up.
  const tooLate = rebuild?.state === 'running' && !abortable;
  // The rebuild aborts before its next step; until then the button shows as pressed.
  const heard = act.variables === 'abort' && act.data?.data.rebuild?.started_at === rebuild?.started_at;

  return (
    <Button
      small
      icon={abortable ? CircleStop : DatabaseBackup}
      busy={act.isPending || (abortable && heard)}
      aria-disabled={tooLate}
      aria-label={abortable ? t.system.rebuild.abortOne(name) : t.system.rebuild.startOne(name)}
      onClick={({ detail }) => {
        // The second click of a double click was meant for the button that was here before.
        if (detail < 2 && !tooLate) act.mutate(abortable ? 'abort' : 'start');
      }}
    >
      {abortable ? t.system.rebuild.abort : t.system.rebuild.start}
    </Button>
  );
}
