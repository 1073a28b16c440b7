// What can be done with what is chosen, in reach of the thumb.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/texts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import type { Selection } from './selection.ts';

interface Props {
  selection: Selection;
  /** Ids of all that is shown. */
  shown: readonly string[];
  onClose: () => void;
  /** The commands. */
  children: ReactNode;
}

export function SelectionBar({ selection: { ids, set }, shown, onClose, children }: Props) {
  const elsewhere = [...ids].filter((id) => !shown.includes(id)).length;
  const all = shown.length > 0 && shown.every((id) => ids.has(id));
  return (
    <section
      aria-label={t.library.selection}
      className="animate-rise sticky bottom-20 z-10 flex flex-wrap items-center gap-2 rounded-2xl border border-line bg-raised py-2 pr-2 pl-4 shadow-float md:bottom-4"
    >
      <p role="status" className="mr-auto text-sm font-semibold tabular-nums">
        {t.library.selected(ids.size)}
        {elsewhere > 0 && (
          <span className="ml-1.5 font-normal text-soft">{t.library.selectedElsewhere(elsewhere)}</span>
        )}
      </p>
      <Button small tone="quiet" onClick={() => set(all ? [] : shown)}>
        {all ? t.library.selectNone : t.library.selectAll}
      </Button>
      {children}
      <IconButton icon={X} label={t.library.endSelection} onClick={onClose} />
    </section>
  );
}
