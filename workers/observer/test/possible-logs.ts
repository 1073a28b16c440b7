// Logs of any course of events that the deciders allow.
import type fc from 'fast-check';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import { logs as anyLogs } from '#shared/mediahub/testing/logs';

/** Only what deciders let happen: nothing enters a deleted album, and no media that was never uploaded enters any. */
export const logs: fc.Arbitrary<LoggedEvent[]> = anyLogs(40).map((log) => {
  const [uploaded, closed] = [new Set<string>(), new Set<string>()];
  const happened = log.map(asDomainEvent).filter((event) => {
    if (event.event_type === 'MediaUploaded') uploaded.add(event.aggregate_id);
    if (event.event_type === 'AlbumDeleted') closed.add(event.aggregate_id);
    if (event.event_type !== 'MediaAddedToAlbum') return true;
    return uploaded.has(event.data.media_id) && !closed.has(event.aggregate_id);
  });
  return renumbered(happened);
});

/** Dense again after something was left out. */
const renumbered = (log: LoggedEvent[]): LoggedEvent[] => {
  const versions = new Map<string, number>();
  return log.map((event, n) => {
    const version = (versions.get(event.aggregate_id) ?? 0) + 1;
    versions.set(event.aggregate_id, version);
    return { ...event, position: n + 1, version };
  });
};
