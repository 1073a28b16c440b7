// Invariants that the log alone shows: its own density, and what sagas may write into it (S1, S5, G3, X6).
import type { Broken, Check, CheckContext, Finding } from './check.ts';

/** Of the replica every round looks at everything: it has followed the log to its head. */
function wholeReplica({ replica, now }: CheckContext, count: string, broken: Broken[]): Finding {
  const checked = replica.count(count);
  return { checked, total: checked, wholeSince: now, broken };
}

const holes = (context: CheckContext, like: string): Finding =>
  wholeReplica(
    context,
    'SELECT COUNT(*) AS n FROM events',
    context.replica
      .all<{ position: number; text: string }>('SELECT position, text FROM holes WHERE text LIKE ? LIMIT 20', like)
      .map(({ position, text }) => ({
        code: 'hole',
        params: { text },
        text,
        positions: [position - 1, position],
      })),
  );

export const positionsDense: Check = {
  id: 'positions-dense',
  title: 'Positions of the log are dense: 1, 2, 3 …',
  find: (context) => holes(context, 'position %'),
};

export const versionsDense: Check = {
  id: 'versions-dense',
  title: 'Versions of every stream are dense: 1, 2, 3 …',
  find: (context) => holes(context, 'version %'),
};

/** What a saga's step may do at most once, however often it was asked and delivered. */
const ONCE = ['MediaProcessed', 'MediaAddedToAlbum', 'MediaUploadCompensated', 'NotificationSent', 'MediaPurged'];

export const effectiveOnce: Check = {
  id: 'effective-once',
  title: 'Every step of a saga took effect once, however often it was asked',
  find: (context) =>
    wholeReplica(
      context,
      'SELECT COUNT(DISTINCT saga_id) AS n FROM events WHERE saga_id IS NOT NULL',
      context.replica
        .all<{ event_type: string; saga_id: string; step: string; positions: string }>(
          `SELECT event_type, saga_id, step, json_group_array(position) AS positions FROM events
           WHERE saga_id IS NOT NULL AND step IS NOT NULL AND event_type IN (SELECT value FROM json_each(?))
           GROUP BY saga_id, step, event_type HAVING COUNT(*) > 1 LIMIT 20`,
          JSON.stringify(ONCE),
        )
        .map(({ event_type, saga_id, step, positions }) => ({
          code: 'twice',
          params: { event_type, step },
          text: `${event_type} more than once for step ${step} of ${saga_id}`,
          positions: JSON.parse(positions) as number[],
        })),
    ),
};

export const neverBoth: Check = {
  id: 'never-both',
  title: 'No upload is both completed and undone',
  find: (context) =>
    wholeReplica(
      context,
      'SELECT COUNT(*) AS n FROM media',
      context.replica
        .all<{ saga_id: string; positions: string }>(
          `SELECT saga_id, json_group_array(position) AS positions FROM events
           WHERE saga_id IN (SELECT saga_id FROM events WHERE event_type = 'MediaUploadCompensated')
             AND (event_type = 'MediaUploadCompensated' OR code = 'upload_completed')
           GROUP BY saga_id HAVING COUNT(DISTINCT event_type) > 1 LIMIT 20`,
        )
        .map(({ saga_id, positions }) => ({
          code: 'both_endings',
          text: `${saga_id} announced success and was undone`,
          positions: JSON.parse(positions) as number[],
        })),
    ),
};
