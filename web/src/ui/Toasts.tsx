// Short answers to what someone just did. They are announced, and go away by themselves; errors stay longer.
import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { t } from '../i18n/texts.ts';
import { IconButton } from './Button.tsx';

type Tone = 'good' | 'bad';
type Show = (text: string, tone?: Tone) => void;

interface Toast {
  id: number;
  text: string;
  tone: Tone;
}

const SHOWN_MS = { good: 4000, bad: 9000 };
const ToastContext = createContext<Show>(() => undefined);

/** `toast('Saved.')`, `toast(messageOf(error), 'bad')` */
export const useToast = (): Show => use(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const nextId = useRef(0);

  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
  const show = useCallback<Show>(
    (text, tone = 'good') => {
      const id = nextId.current++;
      setToasts((all) => [...all.slice(-3), { id, text, tone }]);
      setTimeout(() => dismiss(id), SHOWN_MS[tone]);
    },
    [dismiss],
  );
  const list = useMemo(
    () =>
      toasts.map(({ id, text, tone }) => (
        <div
          key={id}
          className="animate-rise pointer-events-auto flex max-w-md items-center gap-3 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 text-sm shadow-float"
        >
          {tone === 'good' ? (
            <CircleCheck className="size-4 shrink-0 text-good" aria-hidden />
          ) : (
            <TriangleAlert className="size-4 shrink-0 text-bad" aria-hidden />
          )}
          <span className="min-w-0">{text}</span>
          <IconButton icon={X} label={t.common.close} onClick={() => dismiss(id)} />
        </div>
      )),
    [toasts, dismiss],
  );

  return (
    <ToastContext value={show}>
      {children}
      <div
        aria-live="polite"
        className="pointer-events-none fixed inset-x-4 bottom-20 z-40 flex flex-col items-center gap-2 md:bottom-6"
      >
        {list}
      </div>
    </ToastContext>
  );
}
