// Lets only a logged-in user through; for everyone else, every address shows the login page.
import { lazy, Suspense, type ReactNode } from 'react';
import { Logo } from '../../ui/Logo.tsx';
import { t } from '../../i18n/texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { UserContext, useMe } from '../../entities/user/me.ts';

const LoginPage = lazy(async () => ({ default: (await import('./LoginPage.tsx')).LoginPage }));

export function SessionGate({ children }: { children: ReactNode }) {
  const me = useMe();
  // When a later query of the session fails, the user stays logged in.
  if (me.data) {
    return (
      <UserContext key={me.data.id} value={me.data}>
        {children}
      </UserContext>
    );
  }
  if (me.data === null) {
    return (
      <Suspense>
        <LoginPage />
      </Suspense>
    );
  }
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-center justify-center gap-6 p-6">
      <Logo />
      {me.error ? (
        <div className="w-full space-y-3">
          <h1 className="text-center font-semibold">{t.login.unreachable}</h1>
          <ErrorNote error={me.error} onRetry={() => void me.refetch()} />
        </div>
      ) : (
        <p role="status" className="text-sm text-soft">
          {t.common.loading}
        </p>
      )}
    </main>
  );
}
