// What can be done about a red tile: a read model is rebuilt from the log at a press; and what there is to learn from it.
import { DatabaseBackup, GraduationCap } from 'lucide-react';
import { Link } from 'react-router';
import type { ReadModelName } from '#shared/mediahub/subscriptions';
import { useProjections } from '../../entities/projection/projections.ts';
import { useRebuild } from '../../entities/projection/rebuild.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

export function Repair({ readModel, learn }: { readModel: ReadModelName | null; learn: string }) {
  return (
    <div className="space-y-3 border-t border-line bg-sunken/50 px-4 py-3 sm:px-5">
      {readModel && <RebuildThis name={readModel} />}
      {learn && (
        <p className="flex items-start gap-2.5 text-[0.8125rem] text-soft">
          <GraduationCap className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
          <span>
            {learn}{' '}
            <Link to={readModel ? '/learn/01' : '/learn/02'} className="font-medium text-accent hover:underline">
              {t.invariants.tryLab}
            </Link>
          </span>
        </p>
      )}
    </div>
  );
}

function RebuildThis({ name }: { name: ReadModelName }) {
  const act = useRebuild(name);
  const { data } = useProjections();
  const rebuild = data?.projections.find((one) => one.name === name)?.rebuild;
  const running = rebuild?.state === 'running';
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="min-w-40 flex-1 text-[0.8125rem]">
          {running ? t.system.rebuild.runs[rebuild.phase ?? 'filling'] : t.invariants.repairs}
        </p>
        <Link to="/system" className="text-[0.8125rem] font-medium text-accent hover:underline">
          {t.invariants.certificate}
        </Link>
        <Button small icon={DatabaseBackup} busy={act.isPending || running} onClick={() => act.mutate('start')}>
          {t.invariants.rebuild}
        </Button>
      </div>
      {act.error && <ErrorNote error={act.error} />}
    </>
  );
}
