// A media item in a drawer over the page: what the read model knows, and what the log and the saga say about it.
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { MediaEvents } from './MediaEvents.tsx';
import { MediaActions } from './MediaActions.tsx';
import { MediaAlbums } from './MediaAlbums.tsx';
import { MediaFacts } from './MediaFacts.tsx';
import { MediaPreview } from './MediaPreview.tsx';
import { MediaSaga } from './MediaSaga.tsx';
import { useMedia } from '../../entities/media/media.ts';

export function MediaDrawer() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const media = useMedia(id);
  const [params] = useSearchParams();
  // Opened from a tile, closing goes back to it; opened by its address, it gives way to the page. Neither adds to the history.
  const { state } = useLocation() as { state: { opened?: boolean } | null };
  const close = () =>
    void (state?.opened
      ? navigate(-1)
      : navigate({ pathname: '..', search: params.toString() }, { replace: true }));

  return (
    <Dialog side title={media.data?.filename ?? t.library.details} onClose={close}>
      <div className="space-y-6 p-5">
        {media.error && <ErrorNote error={media.error} onRetry={() => void media.refetch()} />}
        {media.isPending && <Skeletons count={3} className="h-40" />}
        {media.data && (
          <>
            <MediaPreview media={media.data} />
            <MediaFacts media={media.data} />
            {media.data.status !== 'compensated' && <MediaAlbums media={media.data} />}
            <MediaSaga mediaId={id} />
            <MediaEvents mediaId={id} />
            {media.data.status !== 'compensated' && <MediaActions media={media.data} onDeleted={close} />}
          </>
        )}
      </div>
    </Dialog>
  );
}
