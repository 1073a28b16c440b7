// The top of every page: its name, what can be done here, and the window's title.
import type { ReactNode } from 'react';
import { t } from '../i18n/texts.ts';

interface Props {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
}

export function PageHead({ title, lead, children }: Props) {
  return (
    <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <title>{`${title} · ${t.common.product}`}</title>
      <div className="max-w-full min-w-[min(100%,9rem)] flex-1 max-sm:shrink-0 max-sm:basis-[max-content]">
        <h1 className="truncate text-[1.625rem] leading-tight font-semibold">{title}</h1>
        {lead && <p className="mt-1 text-sm text-soft">{lead}</p>}
      </div>
      {children}
    </header>
  );
}
