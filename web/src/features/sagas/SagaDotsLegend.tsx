// What the dots of a row say, above the rows.
import { t, type Texts } from '../../i18n/texts.ts';
import { DOTS } from '../../entities/saga/SagaDots.tsx';

type Kind = keyof Texts['sagas']['dotKinds'];
const KINDS: readonly Kind[] = ['completed', 'running', 'compensated', 'failed', 'pending'];

export const SagaDotsLegend = () => (
  <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 text-xs text-faint">
    <span>{t.sagas.dotsLegend}</span>
    {KINDS.map((kind) => (
      <span key={kind} className="inline-flex items-center gap-1.5">
        <span aria-hidden className={`size-2 rounded-full ${DOTS[kind]}`} />
        {t.sagas.dotKinds[kind]}
      </span>
    ))}
  </div>
);
