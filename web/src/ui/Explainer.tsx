// The card on every page that says what is seen here and which pattern that is; opened, also how it works and where
// to read it.
import { BookOpen, ChevronDown, ChevronRight, FileCode2 } from 'lucide-react';
import { Fragment, useId, useState } from 'react';
import { t, type Explanation } from '../i18n/texts.ts';
import { SourcePath } from './SourcePath.tsx';

export function Explainer({ pattern, shows, says, flow, here, files }: Explanation) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section
      aria-label={t.common.explainer}
      // On a phone what the page shows comes first.
      className="rounded-2xl border border-line bg-surface/60 text-sm max-sm:order-1"
    >
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start gap-3 rounded-2xl px-4 pt-3 pb-2 text-left"
      >
        <BookOpen className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
        <span className="min-w-0 flex-1 text-soft">
          <span className="mr-2 font-semibold text-ink">{pattern}</span>
          {shows}
        </span>
        <ChevronDown
          className={`mt-0.5 size-4 shrink-0 text-faint transition-transform ${open ? 'rotate-180' : ''}`}
          aria-hidden
        />
      </button>
      <div className="flex flex-col gap-3 pr-4 pb-3 pl-11">
        <Flow stations={flow} here={here} />
        <div id={id} hidden={!open} className="space-y-3">
          <p className="max-w-[72ch] text-soft">{says}</p>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-soft">
            <span className="inline-flex items-center gap-1.5">
              <FileCode2 className="size-3.5" aria-hidden />
              {t.common.readNext}
            </span>
            {files.map((file) => (
              <SourcePath key={file} path={file} />
            ))}
          </p>
        </div>
      </div>
    </section>
  );
}

function Flow({ stations, here }: { stations: readonly string[]; here: string }) {
  return (
    <ol className="flex flex-wrap items-center gap-1 text-xs" aria-label={t.common.flow}>
      {stations.map((station, index) => (
        <Fragment key={station}>
          {index > 0 && <ChevronRight className="size-3 text-faint" aria-hidden />}
          <li
            aria-current={station === here ? 'step' : undefined}
            className={`rounded-md px-1.5 py-0.5 font-medium ${station === here ? 'bg-accent-soft text-accent-strong' : 'text-faint'}`}
          >
            {station}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}
