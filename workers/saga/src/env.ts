// What this Worker is given: the participants of its sagas, and nothing that they own.
import type { AlbumPort } from '#shared/mediahub/ports/album';
import type { MediaCommandPort } from '#shared/mediahub/ports/media-command';
import type { ExporterPort } from '#shared/mediahub/ports/exporter';
import type { LivePort, NotificationPort } from '#shared/mediahub/ports/notification';
import type { Participants } from '#shared/mediahub/ports/participants';
import type { ServiceEnv } from '#shared/http/service';
import type { CoordinatorPort } from '#shared/engine/saga/port';

export interface Env extends ServiceEnv {
  /** The monitor's read model. */
  DB: D1Database;
  COORDINATOR: { getByName(sagaId: string): CoordinatorPort };
  MEDIA: MediaCommandPort;
  ALBUM: AlbumPort;
  NOTIFICATION: NotificationPort;
  EXPORTER: ExporterPort;
  BROWSERS: LivePort;
}

/** Which binding answers which participant's commands. */
export const participantsOf = ({ MEDIA, ALBUM, NOTIFICATION, EXPORTER }: Env): Participants => ({
  media: MEDIA,
  album: ALBUM,
  notification: NOTIFICATION,
  exporter: EXPORTER,
});
