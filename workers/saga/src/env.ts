// What this Worker is given: the participants of its sagas, and nothing that they own.
import type { AlbumPort } from '#shared/ports/album';
import type { ChaosPort } from '#shared/ports/chaos';
import type { MediaCommandPort } from '#shared/ports/media-command';
import type { ExporterPort } from '#shared/ports/exporter';
import type { LivePort, NotificationPort } from '#shared/ports/notification';
import type { Participants } from '#shared/ports/participants';
import type { ServiceEnv } from '#shared/http/service';
import type { CoordinatorPort } from './coordinator/port.ts';

export interface Env extends ServiceEnv {
  /** The monitor's read model. */
  DB: D1Database;
  COORDINATOR: { getByName(sagaId: string): CoordinatorPort };
  MEDIA: MediaCommandPort;
  ALBUM: AlbumPort;
  NOTIFICATION: NotificationPort;
  EXPORTER: ExporterPort;
  BROWSERS: LivePort;
  CHAOS: ChaosPort;
}

/** Which binding answers which participant's commands. */
export const participantsOf = ({ MEDIA, ALBUM, NOTIFICATION, EXPORTER }: Env): Participants => ({
  media: MEDIA,
  album: ALBUM,
  notification: NOTIFICATION,
  exporter: EXPORTER,
});
