// How much waits for an operator: parked events, as every subscription counts them, and parked sagas.
import { useParkedCauses } from './parked.ts';
import { useProjections } from './projections.ts';
import { t } from '../../i18n/texts.ts';
import { CountBadge } from '../../ui/CountBadge.tsx';

export function ParkedBadge() {
  const { data } = useProjections();
  const sagas = useParkedCauses().data?.total ?? 0;
  const count = (data?.projections ?? []).reduce((sum, { parked }) => sum + parked, sagas);
  return <CountBadge count={count} label={t.common.nav.waiting(count)} tone="bad" />;
}
