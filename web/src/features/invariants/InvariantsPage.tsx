// The invariant board: what must hold under every fault, checked beside the running system.
import { RotateCw } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { useUser } from '../../entities/user/me.ts';
import { InvariantTile } from './InvariantTile.tsx';
import { countOf, useCheckNow, useInvariants, worstFirst } from './invariants.ts';

export function InvariantsPage() {
  const { operator } = useUser();
  const board = useInvariants();
  const check = useCheckNow();
  const all = board.data ?? [];
  const error = check.error ?? board.error;

  return (
    <>
      <PageHead
        title={t.invariants.title}
        lead={
          all.length > 0 && (
            <span role="status">
              {t.invariants.lead(
                countOf(all, 'green'),
                countOf(all, 'red'),
                countOf(all, 'looking'),
                countOf(all, 'unknown') + countOf(all, 'nothing'),
              )}
            </span>
          )
        }
      >
        {operator && (
          <Button icon={RotateCw} busy={check.isPending} onClick={() => check.mutate()}>
            {t.invariants.check}
          </Button>
        )}
      </PageHead>
      <Explainer {...t.invariants.explain} />
      {!operator && <p className="text-sm text-soft">{t.invariants.onlyOperator}</p>}
      {operator && (
        <p className="text-sm text-soft">
          {t.invariants.hint}{' '}
          <Link to="/chaos" className="font-medium text-accent hover:underline">
            {t.invariants.toChaos}
          </Link>
        </p>
      )}
      {error && <ErrorNote error={error} onRetry={() => void board.refetch()} />}
      {operator && board.isPending && (
        <div className="grid gap-4 lg:grid-cols-2">
          <Skeletons count={6} className="h-32" />
        </div>
      )}
      <ul className="grid items-start gap-4 lg:grid-cols-2">
        {worstFirst(all).map((one) => (
          <li key={one.id} className={one.state === 'red' ? 'lg:col-span-2' : ''}>
            <InvariantTile invariant={one} />
          </li>
        ))}
      </ul>
    </>
  );
}
