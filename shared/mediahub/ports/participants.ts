// Who takes part in sagas, as data: a participant is a port, a command is `<participant>.<method>`. Whoever adds a
// participant adds a line here and the binding in the saga Worker's env.ts; the engine does not change.
import type { AlbumPort } from './album.ts';
import type { ExporterPort } from './exporter.ts';
import type { MediaCommandPort } from './media-command.ts';
import type { NotificationPort } from './notification.ts';

export interface Participants {
  media: MediaCommandPort;
  album: AlbumPort;
  notification: NotificationPort;
  exporter: ExporterPort;
}

type Methods<Port> = Extract<keyof Port, string>;

/** `<participant>.<method>`: which port is called. */
export type CommandName = {
  [P in keyof Participants]: `${P}.${Methods<Participants[P]>}`;
}[keyof Participants];

type Method<P extends keyof Participants, Name> = Name extends keyof Participants[P]
  ? Participants[P][Name]
  : never;

/** What a command is given besides its context: the second argument of the port's method. */
export type ArgsOf<Command extends CommandName> =
  Command extends `${infer P extends keyof Participants}.${infer Name}`
    ? Method<P, Name> extends (context: never, args: infer Args) => unknown
      ? Args
      : never
    : never;
