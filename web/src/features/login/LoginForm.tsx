// The ways in: the providers, and where it is open the development login: one press for the default user, or a name.
import { LogIn } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useDevLogin } from '../../entities/user/me.ts';
import { useProviders } from '../../entities/user/providers.ts';
import { LoginFailure } from './LoginFailure.tsx';
import { ProviderButtons } from './ProviderButtons.tsx';

const Divider = ({ says }: { says: string }) => (
  <div className="flex items-center gap-3 text-xs text-faint">
    <span className="h-px flex-1 bg-line" />
    {says}
    <span className="h-px flex-1 bg-line" />
  </div>
);

export function LoginForm() {
  const [name, setName] = useState('');
  const login = useDevLogin();
  const providers = useProviders();

  return (
    <div className="space-y-6">
      <h2 className="text-xl font-semibold">{t.login.title}</h2>
      <LoginFailure />
      {login.error && <ErrorNote error={login.error} />}
      <ProviderButtons />
      {providers.data?.dev_login !== false && (
        <>
          <Divider says={t.login.orHere} />
          <div>
            <Button
              tone="primary"
              icon={LogIn}
              className="w-full"
              busy={login.isPending && login.variables === null}
              onClick={() => login.mutate(null)}
            >
              {t.login.asDev}
            </Button>
            <p className="mt-2 text-[0.8125rem] text-soft">{t.login.asDevHint}</p>
          </div>
          <Divider says={t.login.or} />
          <form
            onSubmit={(event) => {
              event.preventDefault();
              login.mutate(name);
            }}
            className="space-y-3"
          >
            <TextField
              label={t.login.name}
              value={name}
              onChange={setName}
              placeholder={t.login.namePlaceholder}
              pattern="[a-z0-9._\-]{1,64}"
              title={t.login.nameRule}
              autoComplete="username"
              required
            />
            <Button type="submit" className="w-full" busy={login.isPending && login.variables !== null}>
              {t.login.asNamed}
            </Button>
            <p className="text-[0.8125rem] text-soft">{t.login.asNamedHint}</p>
          </form>
          <p className="text-xs text-faint">{t.login.devOnly}</p>
        </>
      )}
    </div>
  );
}
