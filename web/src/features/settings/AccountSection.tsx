// One part of the account: a list with its name, what it is for, and what went wrong with it.
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

interface Props {
  title: string;
  hint: string;
  error: Error | null;
  action?: ReactNode;
  children: ReactNode;
}

export function AccountSection({ title, hint, error, action, children }: Props) {
  return (
    <section className="space-y-3" aria-label={title}>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="text-[0.8125rem] text-soft">{hint}</p>
        </div>
        {action}
      </div>
      {error && <ErrorNote error={error} />}
      <Card>{children}</Card>
    </section>
  );
}
