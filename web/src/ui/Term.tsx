// A word of the field that explains itself: pressed, it says what it means. In the browser's top layer, so that nothing
// cuts it off; Escape and a press elsewhere close it.
import { useId, useRef, type ReactNode } from 'react';
import { t, type Texts } from '../i18n/texts.ts';

export type TermName = keyof Texts['terms'];

const GAP = 6;
const WIDTH = 288;

export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLSpanElement>(null);
  const [word, meaning] = t.terms[name];
  const show = () => {
    const { left = 0, bottom = 0 } = button.current?.getBoundingClientRect() ?? {};
    if (!note.current) return;
    note.current.style.left = `${Math.max(8, Math.min(left, innerWidth - WIDTH - 8))}px`;
    note.current.style.top = `${bottom + GAP}px`;
    note.current.togglePopover();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-describedby={id}
        onClick={show}
        className="cursor-help rounded text-inherit underline decoration-faint decoration-dotted underline-offset-2 hover:decoration-solid"
      >
        {children}
      </button>
      <span
        ref={note}
        id={id}
        popover="auto"
        role="note"
        className="fixed m-0 w-72 rounded-xl border border-line bg-raised p-3 text-left text-[0.8125rem] leading-snug font-normal text-ink shadow-float"
      >
        <span className="mb-1 block font-semibold">{word}</span>
        {meaning}
      </span>
    </>
  );
}
