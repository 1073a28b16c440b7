// Shown in place of an empty list: what will appear here, and how it gets here.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  icon: LucideIcon;
  title: string;
  /** It is all that the page holds. */
  isPage?: boolean;
  children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, isPage = false, children }: Props) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <span className="grid size-12 place-items-center rounded-2xl bg-accent-soft text-accent">
        <Icon className="size-6" aria-hidden />
      </span>
      <Heading className="mt-4 text-base font-semibold">{title}</Heading>
      <div className="mt-1 max-w-sm text-sm text-soft">{children}</div>
    </div>
  );
}
