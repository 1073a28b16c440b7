// The system from the outside: are all Workers well, and how far has each subscription come.
import { RotateCw } from 'lucide-react';
import { Link } from 'react-router';
import { ParkedBadge } from '../../entities/projection/ParkedBadge.tsx';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { useUser } from '../../entities/user/me.ts';
import { CostCard } from './CostCard.tsx';
import { SubscriptionCard } from './SubscriptionCard.tsx';
import { LostUsersCard } from './LostUsersCard.tsx';
import { RenewalCard } from './RenewalCard.tsx';
import { RoomCard } from './RoomCard.tsx';
import { WorkerList } from './WorkerList.tsx';
import { foundBy } from '../../entities/projection/rebuild.ts';
import { useFlow } from '../../entities/flow/flow.ts';
import { useParkedCauses } from '../../entities/projection/parked.ts';
import { useHealth, useProjections } from '../../entities/projection/projections.ts';
import { worriesOf, type Worry } from '../../entities/projection/worries.ts';
import { FlowPanel } from './FlowPanel.tsx';

export function SystemPage() {
  const { operator } = useUser();
  const health = useHealth();
  const projections = useProjections();
  const flow = useFlow();
  const parkedSagas = useParkedCauses().data?.total ?? 0;
  const worries = worriesOf({
    health: health.data,
    projections: projections.data?.projections ?? [],
    outbox: flow.data?.log.outbox.events ?? 0,
    parkedSagas,
  });
  const room = health.data?.services['eventstore']?.storage;
  const again = () => void Promise.all([health.refetch(), projections.refetch()]);

  return (
    <>
      <PageHead
        title={t.system.title}
        lead={
          health.data && projections.data && <Overall worries={worries} down={health.data.status === 'down'} />
        }
      >
        {operator && (
          <Link
            to="/parked"
            className="inline-flex h-10 items-center gap-2 rounded-lg border border-line-strong bg-raised px-4 text-sm font-medium shadow-card hover:bg-sunken"
          >
            {t.parked.title}
            <ParkedBadge />
          </Link>
        )}
        <Button icon={RotateCw} busy={health.isFetching || projections.isFetching} onClick={again}>
          {t.system.check}
        </Button>
      </PageHead>
      <Explainer {...t.system.explain} />
      <FlowPanel />
      {room && <RoomCard room={room} />}
      {operator && <RenewalCard />}
      <section className="space-y-3">
        <h2 className="flex items-baseline justify-between gap-3 text-base font-semibold">
          {t.system.subscriptions}
          {projections.data && (
            <span className="text-sm font-normal text-soft">
              {t.system.head} <span className="font-mono text-ink tabular-nums">{projections.data.head}</span>
            </span>
          )}
        </h2>
        {projections.error && <ErrorNote error={projections.error} onRetry={() => void projections.refetch()} />}
        {projections.isPending && <Skeletons count={3} className="h-20" />}
        <ul className="grid grid-flow-dense gap-4 lg:grid-cols-2">
          {projections.data?.projections.map((one) => (
            <li key={one.name} className={foundBy(one.rebuild ?? null, operator) ? 'lg:col-span-2' : ''}>
              <SubscriptionCard subscription={one} />
            </li>
          ))}
        </ul>
      </section>
      <section className="space-y-3">
        <h2 className="text-base font-semibold">{t.system.health}</h2>
        {health.error && <ErrorNote error={health.error} onRetry={() => void health.refetch()} />}
        {health.isPending && <Skeletons count={2} className="h-20" />}
        {health.data && <WorkerList health={health.data} />}
      </section>
      {operator && <LostUsersCard />}
      <CostCard />
    </>
  );
}

const LEADS: Partial<Record<Worry, string>> = { broken: '/invariants', parked: '/parked' };

/** Says that all is well, or lists the worries, each with a link to its page if it has one. */
function Overall({ worries, down }: { worries: readonly Worry[]; down: boolean }) {
  if (down) return <span className="font-medium text-bad">{t.system.overall['down']}</span>;
  if (worries.length === 0) return <span>{t.system.overall['ok']}</span>;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1 font-medium text-warn">
      {worries.map((worry) => {
        const to = LEADS[worry];
        return to ? (
          <Link
            key={worry}
            to={to}
            className="underline decoration-dotted underline-offset-2 hover:decoration-solid"
          >
            {t.system.worries[worry]}
          </Link>
        ) : (
          <span key={worry}>{t.system.worries[worry]}</span>
        );
      })}
    </span>
  );
}
