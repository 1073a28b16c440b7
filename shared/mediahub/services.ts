// Which Worker does what, for viewers of a run: which appends an aggregate's events, which answers a saga's commands.
import type { AggregateType } from './events/catalogue.ts';
import type { Services } from '#shared/engine/trace/run';

const OF_AGGREGATE: Record<AggregateType, string> = {
  Media: 'media-command',
  Content: 'media-command',
  Renewal: 'media-command',
  Album: 'album',
  User: 'gateway',
  Notification: 'notification',
  Subscription: 'eventstore',
  Export: 'exporter',
};

/** The Worker that answers the commands of a participant. */
const OF_PARTICIPANT: Readonly<Record<string, string>> = {
  media: 'media-command',
  album: 'album',
  notification: 'notification',
  exporter: 'exporter',
};

/** The Worker that a saga's command goes to. */
export const workerOf = (command: string): string => {
  const [participant = ''] = command.split('.');
  return OF_PARTICIPANT[participant] ?? participant;
};

export const SERVICES: Services = {
  entry: 'gateway',
  log: 'eventstore',
  coordinator: 'saga',
  ofAggregate: (type) => (OF_AGGREGATE as Readonly<Record<string, string>>)[type] ?? type,
  ofCommand: workerOf,
};
