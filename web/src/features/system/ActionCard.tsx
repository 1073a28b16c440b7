// An action of the operator: what it is for, its state, and the buttons.
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

interface Props {
  title: string;
  hint: string;
  status: ReactNode;
  actions: ReactNode;
  error: Error | null;
  children?: ReactNode;
}

export function ActionCard({ title, hint, status, actions, error, children }: Props) {
  return (
    <section className="space-y-3" aria-label={title}>
      <h2 className="text-base font-semibold">{title}</h2>
      <Card className="space-y-3 p-4 text-sm">
        <p className="text-soft">{hint}</p>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p role="status" className="font-medium tabular-nums">
            {status}
          </p>
          {actions}
        </div>
        {children}
        {error && <ErrorNote error={error} />}
      </Card>
    </section>
  );
}
