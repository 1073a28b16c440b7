// A modal question on the browser's own <dialog>: focus stays inside, Escape closes, and focus returns.
// `side` makes it a drawer at the edge.
import { X } from 'lucide-react';
import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react';
import { t } from '../i18n/texts.ts';
import { IconButton } from './Button.tsx';

interface Props {
  title: string;
  onClose: () => void;
  side?: boolean;
  children: ReactNode;
}

const SHAPES = {
  middle: 'm-auto w-[min(28rem,calc(100vw-2rem))] rounded-2xl max-h-[calc(100dvh-2rem)]',
  side: 'my-0 mr-0 ml-auto h-dvh max-h-dvh w-[min(34rem,100vw)] max-w-none sm:rounded-l-2xl',
};

export function Dialog({ title, onClose, side = false, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);

  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === ref.current) onClose();
  };

  return (
    // The backdrop is for the mouse only; the keyboard has Escape and the button.
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // The browser may close it without asking; a dialog that is open again (strict mode) was not closed.
      onClose={() => {
        if (ref.current && !ref.current.open) onClose();
      }}
      onClick={closeOnBackdrop}
      className={`animate-rise flex-col overflow-hidden border border-line bg-surface p-0 text-ink shadow-float open:flex ${side ? SHAPES.side : SHAPES.middle}`}
    >
      <header className="flex items-center gap-3 border-b border-line py-3 pr-3 pl-5">
        <h2 id={titleId} className="min-w-0 flex-1 truncate text-base font-semibold">
          {title}
        </h2>
        <IconButton icon={X} label={t.common.close} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </dialog>
  );
}
