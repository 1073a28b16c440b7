import { expect, test } from 'vitest';
import type { DomainEvent } from '#shared/mediahub/events/catalogue';
import { evolve, UNKNOWN } from './media-eligibility.ts';

const owner = 'user-a';
const uploaded: DomainEvent = {
  event_type: 'MediaUploaded',
  data: { user_id: owner, filename: 'a.jpg', content_type: 'image/jpeg', size: 1, sha256: 'x'.repeat(64) },
};
const failed: DomainEvent = { event_type: 'MediaProcessingFailed', data: { reason: 'r', code: 'c' } };
const deleted: DomainEvent = { event_type: 'MediaDeleted', data: { user_id: owner } };
const purged: DomainEvent = { event_type: 'MediaPurged', data: {} };
const compensated: DomainEvent = {
  event_type: 'MediaUploadCompensated',
  data: { reason: 'r', saga_id: 'saga-1' },
};

test.each<[string, DomainEvent[], object]>([
  ['a media without events is unknown', [], { status: 'unknown' }],
  ['an uploaded one is alive and has an owner', [uploaded], { status: 'alive', owner }],
  ['one that failed to process lives until it is compensated', [uploaded, failed], { status: 'alive', owner }],
  ['a deleted one is deleted', [uploaded, deleted], { status: 'deleted', owner }],
  ['a purged one stays deleted', [uploaded, deleted, purged], { status: 'deleted', owner }],
  ['a compensated one is compensated', [uploaded, failed, compensated], { status: 'compensated', owner }],
  [
    'another kind of aggregate is no media',
    [{ event_type: 'UserRegistered', data: { provider: 'p' } }],
    { status: 'unknown' },
  ],
])('%s', (_, events, eligibility) => expect(events.reduce(evolve, UNKNOWN)).toEqual(eligibility));
