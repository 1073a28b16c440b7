// Why sagas gave up, each cause once: what an outage has parked is let go on in one act when it is over.
import { Play } from 'lucide-react';
import { messageOf } from '../../api/problem-text.ts';
import {
  useParkedCauses,
  useResumeParked,
  type ParkedGroup,
  type Resumed,
} from '../../entities/projection/parked.ts';
import { stepName } from '../../entities/saga/SagaPicture.tsx';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { useToast } from '../../ui/Toasts.tsx';

export function ParkedCauses() {
  const { total, causes } = useParkedCauses().data ?? { total: 0, causes: [] };
  if (total === 0) return null;
  const listed = causes.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-sunken px-4 py-2.5">
        <p className="min-w-40 flex-1 text-[0.8125rem]">
          {t.parked.causes(total)} {listed < total && t.parked.unlisted(total - listed)}
        </p>
        {(causes.length > 1 || listed < total) && <ResumeButton cause={null} count={total} />}
      </header>
      <ul className="divide-y divide-line">
        {causes.map((cause) => (
          <li
            key={[cause.saga_type, cause.step_name, cause.direction, cause.reason].join(' ')}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3"
          >
            <div className="min-w-40 flex-1 space-y-0.5 text-[0.8125rem]">
              <p>
                <span className="text-faint">{t.sagas.types[cause.saga_type] ?? cause.saga_type}</span>{' '}
                <span className="font-semibold">{whereOf(cause)}</span>
              </p>
              <p className="break-words text-soft">{t.words.said(cause.reason)}</p>
              <p className="text-xs text-faint">
                {t.parked.sagasOf(cause.count)} · {t.parked.since} <TimeAgo at={cause.oldest} />
              </p>
            </div>
            <ResumeButton cause={cause} count={cause.count} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

const whereOf = ({ step_name, direction }: ParkedGroup): string =>
  direction === 'undo' ? t.sagas.undoOf(stepName(step_name)) : stepName(step_name);

function ResumeButton({ cause, count }: { cause: ParkedGroup | null; count: number }) {
  const resume = useResumeParked();
  const toast = useToast();
  const tell = ({ resumed, refused, reasons: [reason] }: Resumed) => {
    if (refused === 0) toast(t.parked.resumed(resumed));
    else toast(t.parked.notResumed(resumed, refused, reason ?? ''), 'bad');
  };
  return (
    <Button
      small
      icon={Play}
      busy={resume.isPending}
      aria-label={cause ? t.parked.resumeCause(count, whereOf(cause)) : undefined}
      onClick={() => resume.mutate(cause, { onSuccess: tell, onError: (error) => toast(messageOf(error), 'bad') })}
    >
      {t.parked.resumeAll(count)}
    </Button>
  );
}
