// Users that a restore of the accounts has lost: searched for when an operator asks, and listed as `npm run recover` lists them.
import { UserRoundSearch } from 'lucide-react';
import { useFindLost } from '../../entities/user/lost.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { ActionCard } from './ActionCard.tsx';

export function LostUsersCard() {
  const says = t.system.lostUsers;
  const { data: lost, error, isPending, mutate } = useFindLost();
  return (
    <ActionCard
      title={says.title}
      hint={says.hint}
      status={lost && says.found(lost.length)}
      actions={
        <Button icon={UserRoundSearch} busy={isPending} onClick={() => mutate()}>
          {says.look}
        </Button>
      }
      error={error}
    >
      {lost && lost.length > 0 && (
        <>
          <ul className="space-y-1">
            {lost.map(({ id, created_at }) => (
              <li key={id} className="flex flex-wrap gap-x-3">
                <code className="break-all">{id}</code>
                <TimeAgo at={created_at} />
              </li>
            ))}
          </ul>
          <p className="text-soft">
            {says.attach}{' '}
            <code className="break-all">npm run recover -- --account &lt;old id&gt; &lt;new id&gt;</code>
          </p>
        </>
      )}
    </ActionCard>
  );
}
