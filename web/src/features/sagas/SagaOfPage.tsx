// The saga of a media item, by the media item: the link that can be made before the saga is known. Leads on to the saga
// as soon as the monitor or the live feed has it.
import { Navigate, useParams } from 'react-router';
import { useSagaOf, useSagas } from '../../entities/saga/sagas.ts';
import { t } from '../../i18n/texts.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';

export function SagaOfPage() {
  const { aggregateId = '' } = useParams();
  const live = useSagaOf()(aggregateId);
  const { data } = useSagas('all', { type: '', q: aggregateId });
  const saga = live ?? data?.pages[0]?.data[0];
  if (saga) return <Navigate to={`/sagas/${saga.id}`} replace />;
  return (
    <>
      <PageHead title={t.sagas.one} lead={t.sagas.starting} />
      <Skeletons count={1} className="h-44" />
    </>
  );
}
