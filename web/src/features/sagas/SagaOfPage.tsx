// The saga of a media item, by the media item: the link that can be made before the saga is known. Leads on to the saga
// as soon as the monitor or the live feed has it.
import { Navigate, useParams } from 'react-router';
import { useSagaAbout } from '../../entities/saga/sagas.ts';
import { t } from '../../i18n/texts.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';

export function SagaOfPage() {
  const { aggregateId = '' } = useParams();
  const saga = useSagaAbout(aggregateId);
  if (saga) return <Navigate to={`/sagas/${saga.id}`} replace />;
  return (
    <>
      <PageHead title={t.sagas.one} lead={t.sagas.starting} />
      <Skeletons count={1} className="h-44" />
    </>
  );
}
