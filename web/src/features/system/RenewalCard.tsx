// Thumbnails and larger pictures of an old library, made again as they are made now: a saga that can be stopped and goes on.
import { ImageUp, Square } from 'lucide-react';
import { Link } from 'react-router';
import { useRenew, useRenewal, type Renewal } from '../../entities/media/renewal.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionCard } from './ActionCard.tsx';

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
    <ActionCard
      title={says.title}
      hint={says.hint}
      status={renewal && stateOf(renewal)}
      actions={
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
      }
      error={act.error ?? error}
    />
  );
}
