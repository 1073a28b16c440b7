// Makes a token and shows it, once: it is in no cache and in no storage, and gone with the next one or with the page.
import { useState } from 'react';
import { SCOPES, useMakeToken, type Scope } from '../../entities/user/account.ts';
import { useUser } from '../../entities/user/me.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TextField } from '../../ui/TextField.tsx';

export function NewTokenForm() {
  const { operator } = useUser();
  const [name, setName] = useState('');
  const [days, setDays] = useState('30');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const make = useMakeToken();
  const says = t.account.tokens;
  const toggle = (scope: Scope) =>
    setScopes((now) => (now.includes(scope) ? now.filter((one) => one !== scope) : [...now, scope]));

  return (
    <form
      className="space-y-4 border-t border-line px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ name, scopes: [...scopes], expires_in_days: Number(days) });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
        <TextField label={says.name} value={name} onChange={setName} maxLength={100} required />
        <TextField label={says.days} value={days} onChange={setDays} type="number" min={1} max={365} required />
      </div>
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">{says.scopes}</legend>
        <div className="flex flex-wrap gap-4 text-sm">
          {SCOPES.filter((scope) => scope !== 'operator' || operator).map((scope) => (
            <label key={scope} className="flex items-center gap-2">
              <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
              {says.scope[scope]}
            </label>
          ))}
        </div>
      </fieldset>
      {make.error && <ErrorNote error={make.error} />}
      {make.data && (
        <div role="status" className="rounded-lg bg-good-soft px-3 py-2 text-sm">
          <p>{says.once}</p>
          <code className="font-mono text-xs break-all select-all">{make.data}</code>
        </div>
      )}
      <Button type="submit" busy={make.isPending} disabled={scopes.length === 0}>
        {says.make}
      </Button>
    </form>
  );
}
