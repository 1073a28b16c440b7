// Thumbnails and larger pictures of an old library, made again as they are made now: a saga that can be stopped and goes on.
import { ImageUp, Square } from 'lucide-react';
import { Link } from 'react-router';
import { useRenew, useRenewal, type Renewal } from '../../entities/media/renewal.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

function stateOf(renewal: Renewal): string {
  const says = t.system.renewal;
  return renewal.status === 'none'
    ? says.none
    : says.states[renewal.status](renewal.seen.toLocaleString(), renewal.renewed.toLocaleString());
}

export function RenewalCard() {
  const says = t.system.renewal;
  const { data: renewal, error } = useRenewal();
  const act = useRenew();
  const running = renewal?.status === 'running';
  return (
    <section className="space-y-3" aria-label={says.title}>
      <h2 className="text-base font-semibold">{says.title}</h2>
      <Card className="space-y-3 p-4 text-sm">
        <p className="text-soft">{says.hint}</p>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p role="status" className="font-medium tabular-nums">
            {renewal && stateOf(renewal)}
          </p>
          <div className="flex items-center gap-3">
            {renewal && renewal.status !== 'none' && (
              <Link
                to={`/sagas/${renewal.saga_id}`}
                className="text-accent underline decoration-dotted underline-offset-2 hover:decoration-solid"
              >
                {says.saga}
              </Link>
            )}
            <Button
              icon={running ? Square : ImageUp}
              busy={act.isPending}
              onClick={() => act.mutate(running ? 'stop' : renewal?.status === 'stopped' ? 'go on' : 'start')}
            >
              {running ? says.stop : renewal?.status === 'stopped' ? says.goOn : says.start}
            </Button>
          </div>
        </div>
        {(act.error ?? error) && <ErrorNote error={act.error ?? error ?? new Error()} />}
      </Card>
    </section>
  );
}
