// The participants of sagas, as data: a participant is a port, a command is `<participant>.<method>`. To add a
// participant, add a line here and the binding in the saga Worker's env.ts; the engine does not change.
import type { AlbumPort } from './album.ts';
import type { ExporterPort } from './exporter.ts';
import type { MediaCommandPort } from './media-command.ts';
import type { NotificationPort } from './notification.ts';
import type { SagaOf } from '#shared/engine/saga/command-types';
import type { EventType } from '../events/catalogue.ts';

export interface Participants {
  media: MediaCommandPort;
  album: AlbumPort;
  notification: NotificationPort;
  exporter: ExporterPort;
}

/** A saga of MediaHub: the compiler checks its commands against the ports, and its events against the catalogue. */
export type MediaHubSaga = SagaOf<Participants, EventType>;
