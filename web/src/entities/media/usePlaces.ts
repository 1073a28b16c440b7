// The places of the library with the uploads of this session. It renders again when an upload changes its state, not for progress.
import { useMemo, useSyncExternalStore } from 'react';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { useUploadQueue } from '../upload/UploadProvider.tsx';
import type { Media } from './media.ts';
import { placesOf, type Place } from './places.ts';

/** @param uploading whether files on their way belong to what is asked for */
export function usePlaces(media: readonly Media[], uploading: boolean, complete: boolean): Place[] {
  const { subscribe, snapshot } = useUploadQueue();
  const { memory } = useLive();
  const states = useSyncExternalStore(subscribe, () =>
    snapshot()
      .uploads.map(({ id, state, mediaId, duplicate }) => `${id} ${state} ${mediaId} ${duplicate}`)
      .join('\n'),
  );
  return useMemo(() => {
    const uploads = uploading && states !== '' ? snapshot().uploads : [];
    const isGone = (id: string) => !['running', undefined].includes(memory.sagaOf(id)?.status);
    return placesOf(media, uploads, { complete, isGone });
  }, [media, uploading, complete, states, snapshot, memory]);
}
