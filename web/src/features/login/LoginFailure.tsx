// Why a login at a provider did not work, in words; the trace id leads to what the provider said, in the log.
import { TriangleAlert } from 'lucide-react';
import { useLocation } from 'react-router';
import { t } from '../../i18n/texts.ts';

const FAILED_PATH = '/login/failed';

const isKnown = <Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> =>
  Object.hasOwn(table, name);

export function LoginFailure() {
  const { pathname, search } = useLocation();
  if (pathname !== FAILED_PATH) return null;
  const query = new URLSearchParams(search);
  const [reason, provider] = [query.get('reason') ?? '', query.get('provider') ?? ''];
  const trace = query.get('trace') ?? '';
  const name = isKnown(t.login.providers, provider) ? t.login.providers[provider] : t.login.theProvider;
  const says = isKnown(t.login.failures, reason)
    ? t.login.failures[reason]
    : t.login.failures.provider_unavailable;
  return (
    <div role="alert" className="flex gap-3 rounded-xl border border-bad/25 bg-bad-soft px-4 py-3 text-sm">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">{t.login.failed(name)}</p>
        <p className="mt-0.5 text-soft">{says(name)}</p>
        {/^[0-9a-f-]{32,36}$/.test(trace) && (
          <p className="mt-1 font-mono text-xs break-all text-soft">
            {t.common.trace} {trace}
          </p>
        )}
      </div>
    </div>
  );
}
