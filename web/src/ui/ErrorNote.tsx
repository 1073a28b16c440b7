// Says what went wrong, in the reader's language where it can, with the trace id that leads to its log, and what can be done.
import { RotateCw, TriangleAlert } from 'lucide-react';
import { ApiProblem } from '../api/http.ts';
import { messageOf } from '../api/problem-text.ts';
import { t } from '../i18n/texts.ts';
import { Button } from './Button.tsx';

interface Props {
  error: Error;
  onRetry?: () => void;
}

/** What is not there, or not allowed, is the same when it is asked for again. */
const isFinal = (error: Error): boolean =>
  error instanceof ApiProblem && [400, 401, 403, 404, 405, 410].includes(error.status);

export function ErrorNote({ error, onRetry }: Props) {
  return (
    <div
      role="alert"
      className="flex items-start gap-3 rounded-xl border border-bad/25 bg-bad-soft px-4 py-3 text-sm"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="text-ink">{messageOf(error)}</p>
        {error instanceof ApiProblem && error.status > 0 && (
          <p className="mt-0.5 font-mono text-xs break-all text-soft">
            {error.code}
            {error.traceId && ` · ${t.common.trace} ${error.traceId}`}
          </p>
        )}
      </div>
      {onRetry && !isFinal(error) && (
        <Button small icon={RotateCw} onClick={onRetry}>
          {t.common.retry}
        </Button>
      )}
    </div>
  );
}
