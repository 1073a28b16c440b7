// A failed login in a browser that is logged in: of another provider that was to be linked, for one.
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { LoginFailure } from './LoginFailure.tsx';

export function LoginFailedPage() {
  return (
    <>
      <PageHead title={t.login.failedTitle} />
      <LoginFailure />
      <Link to="/settings/account" className="text-sm font-medium text-accent hover:underline">
        {t.login.toAccount}
      </Link>
    </>
  );
}
