// Whom a restore of the accounts has lost: looked for when an operator asks, and listed as `npm run recover` lists them.
import { UserRoundSearch } from 'lucide-react';
import { useFindLost } from '../../entities/user/lost.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TimeAgo } from '../../ui/Time.tsx';

export function LostUsersCard() {
  const says = t.system.lostUsers;
  const { data: lost, error, isPending, mutate } = useFindLost();
  return (
    <section className="space-y-3" aria-label={says.title}>
      <h2 className="text-base font-semibold">{says.title}</h2>
      <Card className="space-y-3 p-4 text-sm">
        <p className="text-soft">{says.hint}</p>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p role="status" className="font-medium tabular-nums">
            {lost && says.found(lost.length)}
          </p>
          <Button icon={UserRoundSearch} busy={isPending} onClick={() => mutate()}>
            {says.look}
          </Button>
        </div>
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
        {error && <ErrorNote error={error} />}
      </Card>
    </section>
  );
}
