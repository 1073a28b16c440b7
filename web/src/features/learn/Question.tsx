// The prediction: one answer is chosen before anything is tried, then it is said whether it is right, and why.
import { Check, X } from 'lucide-react';
import { blocksOf, type Step } from '#labs/engine/lesson';
import { t } from '../../i18n/texts.ts';
import { Says } from './Says.tsx';

interface Props {
  step: Step;
  answer: number | null;
  busy: boolean;
  onAnswer: (answer: number) => void;
}

export function Question({ step, answer, busy, onAnswer }: Props) {
  const options = blocksOf({ steps: [step] }, 'option');
  const chosen = answer === null ? undefined : options[answer];
  return (
    <>
      <ol aria-label={t.learn.answers} className="grid gap-2">
        {options.map(({ says, right }, n) => {
          const mine = answer === n;
          const marked = answer !== null && (right || mine);
          return (
            <li key={n}>
              <button
                type="button"
                aria-pressed={mine}
                aria-disabled={busy || answer !== null}
                onClick={() => answer === null && !busy && onAnswer(n)}
                className={`flex w-full items-start gap-3 rounded-xl border px-4 py-2.5 text-left text-sm transition-colors ${
                  !marked
                    ? `border-line-strong bg-raised ${answer === null ? 'hover:bg-sunken' : 'text-soft'}`
                    : right
                      ? 'border-good/50 bg-good-soft text-ink'
                      : 'border-bad/40 bg-bad-soft text-ink'
                }`}
              >
                <span
                  aria-hidden
                  className="mt-px grid size-5 shrink-0 place-items-center rounded-full border border-line-strong text-xs"
                >
                  {!marked ? (
                    n + 1
                  ) : right ? (
                    <Check className="size-3.5 text-good" />
                  ) : (
                    <X className="size-3.5 text-bad" />
                  )}
                </span>
                <span>
                  <Says says={says} />
                  {marked && <span className="sr-only"> {right ? t.learn.rightOne : t.learn.wrongOne}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <div role="status">
        {chosen && (
          <p className="rounded-xl bg-sunken px-4 py-3 text-sm text-soft">
            <strong className={`mr-1.5 font-semibold ${chosen.right ? 'text-good' : 'text-bad'}`}>
              {chosen.right ? t.learn.right : t.learn.wrong}
            </strong>
            {blocksOf({ steps: [step] }, 'answer').map(({ says }, n) => (
              <Says key={n} says={says} />
            ))}
          </p>
        )}
      </div>
    </>
  );
}
