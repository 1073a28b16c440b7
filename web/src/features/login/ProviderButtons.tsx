// The ways in through GitHub and Google. Without a client id there is no way, and the button says what to set where.
import { LogIn } from 'lucide-react';
import { useLocation } from 'react-router';
import { loginAddress, useProviders, type Provider } from '../../entities/user/providers.ts';
import { t } from '../../i18n/texts.ts';

export function ProviderButtons() {
  const { pathname, search } = useLocation();
  const providers = useProviders();
  const from = pathname.startsWith('/login') ? '/' : pathname + search;
  return (
    <ul className="space-y-3">
      {providers.data?.providers.map((provider) => (
        <li key={provider.name}>
          {provider.configured ? <Way provider={provider} from={from} /> : <NoWay provider={provider} />}
        </li>
      ))}
    </ul>
  );
}

const LOOK = 'flex h-10 w-full items-center justify-center gap-2 rounded-lg border px-4 text-sm font-medium';

/** A link and not a button: the browser leaves. */
const Way = ({ provider: { name }, from }: { provider: Provider; from: string }) => (
  <a
    href={loginAddress(name, from)}
    className={`${LOOK} border-line-strong bg-raised shadow-card hover:bg-sunken`}
  >
    <LogIn className="size-4" aria-hidden />
    {t.login.with(t.login.providers[name])}
  </a>
);

const NoWay = ({ provider: { name, missing, callback } }: { provider: Provider }) => (
  <details className="rounded-lg border border-line text-sm">
    <summary className="cursor-pointer px-4 py-2.5 text-soft hover:text-ink">
      {t.login.withUnset(t.login.providers[name])}
    </summary>
    <div className="space-y-2 border-t border-line px-4 py-3 text-[0.8125rem] text-soft">
      <p>{t.login.register[name]}</p>
      <p className="font-mono text-xs break-all text-ink">{callback}</p>
      <p>{t.login.setThere}</p>
      <pre className="rounded bg-sunken px-2 py-1.5 font-mono text-xs break-all whitespace-pre-wrap text-ink">
        {missing.map((variable) => `${variable}="…"`).join('\n')}
      </pre>
      <p>{t.login.orDemo}</p>
      <pre className="rounded bg-sunken px-2 py-1.5 font-mono text-xs text-ink">npm run start:oauth-demo</pre>
    </div>
  </details>
);
