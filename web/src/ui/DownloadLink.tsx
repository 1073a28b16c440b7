// A link to a file, in the looks of a small button.
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  href: string;
  /** Its name for those who cannot see what is around it. */
  label: string;
  children: ReactNode;
}

export const DownloadLink = ({ href, label, children }: Props) => (
  <a
    href={href}
    download
    aria-label={label}
    className="inline-flex h-8 items-center gap-2 rounded-lg border border-line-strong bg-raised px-2.5 text-[0.8125rem] font-medium whitespace-nowrap shadow-card hover:bg-sunken"
  >
    <Download className="size-4" aria-hidden />
    {children}
  </a>
);
