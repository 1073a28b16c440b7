// What is known of a read model's last rebuild, in one sentence that is announced as it changes, and what belongs to it:
// how far it is, or its certificate.
import type { ReadModelName } from '#shared/mediahub/subscriptions';
import {
  CircleSlash,
  DatabaseBackup,
  LoaderCircle,
  ShieldCheck,
  TriangleAlert,
  Wrench,
  type LucideIcon,
} from 'lucide-react';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import { t } from '../../i18n/texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useUser } from '../../entities/user/me.ts';
import { RebuildButton } from './RebuildButton.tsx';
import { RebuildOutcome } from './RebuildOutcome.tsx';
import { RebuildProgress } from './RebuildProgress.tsx';
import { useRebuild } from '../../entities/projection/rebuild.ts';

interface Headline {
  icon: LucideIcon;
  tone: string;
  text: string;
}

function headlineOf(rebuild: RebuildStatus | null): Headline {
  const { rebuild: says } = t.system;
  if (!rebuild) return { icon: DatabaseBackup, tone: 'text-soft', text: says.never };
  const { state, phase, certificate } = rebuild;
  if (state === 'running')
    return { icon: LoaderCircle, tone: 'text-accent', text: phase ? says.runs[phase] : says.start };
  if (state === 'aborted') return { icon: CircleSlash, tone: 'text-soft', text: says.aborted };
  if (certificate && !certificate.equal)
    return { icon: Wrench, tone: 'text-warn', text: says.differed(certificate.differing_rows) };
  if (certificate?.left_out)
    return { icon: TriangleAlert, tone: 'text-warn', text: says.equalBut(certificate.left_out) };
  return { icon: ShieldCheck, tone: 'text-good', text: says.equal };
}

export function RebuildPanel({ name, rebuild }: { name: ReadModelName; rebuild: RebuildStatus | null }) {
  const { operator } = useUser();
  const act = useRebuild(name);
  const { icon: Icon, tone, text } = headlineOf(rebuild);
  const running = rebuild?.state === 'running';

  return (
    <section aria-label={t.system.rebuild.of(name)} className="-mx-4 space-y-3 border-t border-line px-4 pt-3">
      <div className="flex items-start gap-3">
        <p role="status" className={`flex min-w-0 flex-1 gap-2 pt-1.5 text-[0.8125rem] font-medium ${tone}`}>
          <Icon className={`mt-0.5 size-4 shrink-0 ${running ? 'animate-spin' : ''}`} aria-hidden />
          {text}
        </p>
        {operator && <RebuildButton name={name} rebuild={rebuild} act={act} />}
      </div>
      {act.error && <ErrorNote error={act.error} />}
      {running && <RebuildProgress name={name} rebuild={rebuild} />}
      {rebuild && !running && <RebuildOutcome rebuild={rebuild} />}
    </section>
  );
}
