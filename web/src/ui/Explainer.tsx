// The card on every page that says what is seen here, which pattern stands behind it and where to read it.
import { BookOpen, ChevronDown, ChevronRight, FileCode2 } from 'lucide-react';
import { Fragment } from 'react';
import type { Explanation } from '../texts/texts.ts';
import { t } from '../texts/texts.ts';

export function Explainer({ pattern, says, flow, here, files }: Explanation) {
  return (
    <details open className="group rounded-2xl border border-line bg-surface/60">
      <summary className="flex list-none items-center gap-2.5 rounded-2xl px-4 py-2.5 text-sm [&::-webkit-details-marker]:hidden">
        <BookOpen className="size-4 shrink-0 text-accent" aria-hidden />
        <span className="text-soft">{t.common.pattern}</span>
        <span className="min-w-0 flex-1 truncate font-semibold">{pattern}</span>
        <ChevronDown className="size-4 text-faint transition-transform group-open:rotate-180" aria-hidden />
      </summary>
      <div className="space-y-3 px-4 pb-4 text-sm">
        <p className="max-w-[72ch] text-soft">{says}</p>
        <ol className="flex flex-wrap items-center gap-1.5 text-xs" aria-label={t.common.flow}>
          {flow.map((station, index) => (
            <Fragment key={station}>
              {index > 0 && <ChevronRight className="size-3.5 text-faint" aria-hidden />}
              <li
                aria-current={station === here ? 'step' : undefined}
                className={`rounded-md px-2 py-1 font-medium ${station === here ? 'bg-accent text-on-accent' : 'bg-sunken text-soft'}`}
              >
                {station}
              </li>
            </Fragment>
          ))}
        </ol>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-soft">
          <span className="inline-flex items-center gap-1.5">
            <FileCode2 className="size-3.5" aria-hidden />
            {t.common.readNext}
          </span>
          {files.map((file) => (
            <code key={file} className="font-mono text-[0.6875rem] break-all text-ink">
              {file}
            </code>
          ))}
        </p>
      </div>
    </details>
  );
}
