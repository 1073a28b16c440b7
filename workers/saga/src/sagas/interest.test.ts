import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/envelope';
import { SUBSCRIPTION_RULES } from '#shared/mediahub/subscriptions';
import { albumExport } from './album-export.ts';
import { mediaDeletion } from './media-deletion.ts';
import { mediaUpload } from './media-upload.ts';

it.each([mediaUpload, mediaDeletion, albumExport])(
  'the subscription is interested in what starts $name, and in what names a saga',
  ({ startedBy }) => {
    const { interestedIn } = SUBSCRIPTION_RULES.saga;
    const event = (event_type: string, metadata = {}) => ({ event_type, metadata }) as unknown as LoggedEvent;
    expect(interestedIn(event(startedBy))).toBe(true);
    expect(interestedIn(event('MediaRenamed', { saga_id: 'saga-1' }))).toBe(true);
    expect(interestedIn(event('MediaRenamed'))).toBe(false);
  },
);
