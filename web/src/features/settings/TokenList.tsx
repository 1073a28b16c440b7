// Personal access tokens: made here, shown once, revoked at once.
import { KeyRound } from 'lucide-react';
import { useRevokeToken, useTokens, type Token } from '../../entities/user/account.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { NewTokenForm } from './NewTokenForm.tsx';
import { AccountSection } from './AccountSection.tsx';

export function TokenList() {
  const tokens = useTokens();
  const revoke = useRevokeToken();
  const says = t.account.tokens;
  return (
    <AccountSection title={says.title} hint={says.hint} error={tokens.error ?? revoke.error}>
      <ul className="divide-y divide-line">
        {tokens.data?.length === 0 && <li className="px-4 py-3 text-sm text-soft">{says.none}</li>}
        {tokens.data?.map((token) => (
          <TokenRow
            key={token.id}
            token={token}
            busy={revoke.isPending && revoke.variables === token.id}
            onRevoke={() => revoke.mutate(token.id)}
          />
        ))}
      </ul>
      <NewTokenForm />
    </AccountSection>
  );
}

function TokenRow({ token, busy, onRevoke }: { token: Token; busy: boolean; onRevoke: () => void }) {
  const says = t.account.tokens;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <KeyRound className="size-4 shrink-0 text-soft" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="truncate">{token.name}</span>
          {token.scopes.map((scope) => (
            <Chip key={scope}>{says.scope[scope]}</Chip>
          ))}
        </p>
        <p className="text-[0.8125rem] text-soft">
          {says.expires} {token.expires_at.slice(0, 10)} ·{' '}
          {token.last_used_at === null ? (
            says.never
          ) : (
            <>
              {says.used} <TimeAgo at={token.last_used_at} />
            </>
          )}
        </p>
      </div>
      <Button small tone="danger" busy={busy} aria-label={says.revokeOne(token.name)} onClick={onRevoke}>
        {says.revoke}
      </Button>
    </li>
  );
}
