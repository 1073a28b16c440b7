// A state as JSON, line by line, with what the last event changed marked.
import { t } from '../../i18n/texts.ts';
import { linesOf } from './lines.ts';

interface Props {
  state: object | null;
  changed: readonly string[];
}

export function StateView({ state, changed }: Props) {
  if (state === null) return <p className="p-4 text-sm text-soft">{t.timeTravel.nothingYet}</p>;
  return (
    <pre className="p-4 font-mono text-xs leading-relaxed break-all whitespace-pre-wrap">
      {linesOf(state, changed).map(({ text, marked }, index) =>
        marked ? (
          <mark key={index} className="block rounded bg-good-soft text-ink">
            {text}
          </mark>
        ) : (
          <span key={index} className="block text-soft">
            {text}
          </span>
        ),
      )}
    </pre>
  );
}
