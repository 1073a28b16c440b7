// The saga that carries this media item through its steps. The item's events name the saga, even an old one.
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { useEvents } from '../../entities/event/events.ts';
import { SagaPicture } from '../../entities/saga/SagaPicture.tsx';
import { SagaStatusChip } from '../../entities/saga/SagaStatusChip.tsx';
import { useSaga, useSagaOf } from '../../entities/saga/sagas.ts';
import { DrawerSection } from './DrawerSection.tsx';

export function MediaSaga({ mediaId }: { mediaId: string }) {
  const recent = useSagaOf()(mediaId);
  const stream = useEvents({ aggregate_id: mediaId, type: null });
  const named = stream.data?.pages[0]?.data.find(({ metadata }) => metadata.saga_id)?.metadata.saga_id;
  const older = useSaga(recent ? null : (named ?? null));
  const saga = recent ?? older.data;
  if (!saga) return null;
  return (
    <DrawerSection
      title={t.library.saga}
      aside={
        <Link to={`/sagas/${saga.id}`} className="rounded-full">
          <SagaStatusChip status={saga.status} />
        </Link>
      }
    >
      <SagaPicture saga={saga} />
    </DrawerSection>
  );
}
