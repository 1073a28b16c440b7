// Every saga that this Worker runs, beside the event that starts it. A changed saga is added beside its older version, which
// finishes its open instances.
import type { MediaHubSaga } from '#shared/mediahub/ports/participants';
import { albumExport, albumExport1 } from './album-export.ts';
import { libraryRenewal } from './library-renewal.ts';
import { mediaDeletion } from './media-deletion.ts';
import { mediaUpload, mediaUpload1 } from './media-upload.ts';

export const SAGAS: readonly MediaHubSaga[] = [
  mediaUpload, // MediaUploaded
  mediaUpload1,
  mediaDeletion, // MediaDeleted
  albumExport, // ExportRequested
  albumExport1,
  libraryRenewal, // RenewalRequested
];

/** The version that new instances start with. @throws when no saga has this name */
export function newestOf(name: string): MediaHubSaga {
  const [newest] = SAGAS.filter((saga) => saga.name === name).toSorted((a, b) => b.version - a.version);
  if (!newest) throw new Error(`no saga is called ${name}`);
  return newest;
}
