// The providers that lead to this user: link another, unlink one, but never the last.
import { Link2 } from 'lucide-react';
import { useIdentities, useLink, useUnlink } from '../../entities/user/account.ts';
import { displayNameOf } from '../../entities/user/display-name.ts';
import { useProviders } from '../../entities/user/providers.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { AccountSection } from './AccountSection.tsx';

const nameOf = (provider: string): string =>
  provider === 'github' || provider === 'google' ? t.login.providers[provider] : t.account.identities.dev;

export function IdentityList() {
  const identities = useIdentities();
  const providers = useProviders();
  const unlink = useUnlink();
  const link = useLink();
  const says = t.account.identities;
  const linked = identities.data ?? [];
  const isLast = linked.length === 1;
  const open = providers.data?.providers.filter(
    ({ name, configured }) => configured && !linked.some(({ provider }) => provider === name),
  );

  return (
    <AccountSection title={says.title} hint={says.hint} error={identities.error ?? unlink.error ?? link.error}>
      <ul className="divide-y divide-line">
        {linked.map(({ provider, display_name, email }) => (
          <li key={provider} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
            <Link2 className="size-4 shrink-0 text-soft" aria-hidden />
            <div className="min-w-48 flex-1">
              <p className="font-medium">{nameOf(provider)}</p>
              <p className="truncate text-[0.8125rem] text-soft">
                {displayNameOf({ provider, display_name, email })}
                {email && ` · ${email}`}
              </p>
            </div>
            {isLast ? (
              <span className="text-[0.8125rem] text-soft">{says.last}</span>
            ) : (
              <Button
                small
                tone="danger"
                aria-label={says.unlinkOne(nameOf(provider))}
                onClick={() => unlink.mutate(provider)}
              >
                {says.unlink}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open && open.length > 0 && (
        <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
          {open.map(({ name }) => (
            <Button
              key={name}
              small
              busy={link.isPending && link.variables === name}
              onClick={() => link.mutate(name)}
            >
              {says.link(nameOf(name))}
            </Button>
          ))}
        </div>
      )}
    </AccountSection>
  );
}
