// One's own account: where one is logged in, what programs may act, and which providers lead here.
import { t } from '../../i18n/texts.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { IdentityList } from './IdentityList.tsx';
import { SessionList } from './SessionList.tsx';
import { TokenList } from './TokenList.tsx';

export function AccountPage() {
  return (
    <>
      <PageHead title={t.account.title} lead={t.account.lead} />
      <SessionList />
      <TokenList />
      <IdentityList />
    </>
  );
}
