// An export from its own stream, in the shape of the API.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import { stateAfter } from '#shared/mediahub/state/published-state';
import type { ExportState } from '#shared/mediahub/state/export';
import { foldStream } from '#shared/engine/command/read-stream';
import type { AlbumExport } from '#shared/mediahub/api/export';
import type { EventReaderPort } from '#shared/engine/ports/eventstore';

/** As its stream leaves it; null when it was never requested. */
export const exportState = async (store: EventReaderPort, id: string): Promise<ExportState | null> =>
  (
    await foldStream<ExportState | null>(
      store,
      id,
      null,
      (before, event) => stateAfter('Export', [asDomainEvent(event)], before) as ExportState | null,
    )
  ).state;

/** Null for an export that is not there, or is another user's. */
export async function exportOf(
  store: EventReaderPort,
  owner: string,
  id: string,
  now: number,
): Promise<AlbumExport | null> {
  const state = await exportState(store, id);
  if (!state || state.user_id !== owner) return null;
  const over = state.expires_at !== null && Date.parse(state.expires_at) <= now;
  const status = state.status === 'completed' && over ? 'expired' : state.status;
  return {
    id,
    ...state,
    status,
    content_url: status === 'completed' ? `/api/v1/exports/${id}/content` : null,
  };
}
