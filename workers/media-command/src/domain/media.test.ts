import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaEvent } from '#shared/mediahub/events/media';
import { fold } from '#shared/engine/command/decider';
import { given } from '#shared/engine/testing/given';
import { fcParameters } from '#shared/engine/testing/property';
import { keepsFiles, type Failure, type Processed, type Upload } from './media-state.ts';
import { media, type MediaCommand } from './media.ts';

const ALICE = 'user-alice';
const upload: Upload = {
  user_id: ALICE,
  filename: 'ladybird.jpg',
  content_type: 'image/jpeg',
  size: 351_588,
  sha256: 'a'.repeat(64),
};
const result: Processed = { thumbnail: true, width: 2560, height: 1600 };
const failure: Failure = { code: 'decode_failed', reason: 'The image is broken.' };

const uploaded: MediaEvent = { event_type: 'MediaUploaded', data: upload };
const processed: MediaEvent = { event_type: 'MediaProcessed', data: result };
const failed: MediaEvent = { event_type: 'MediaProcessingFailed', data: failure };
const renamed = (filename: string): MediaEvent => ({ event_type: 'MediaRenamed', data: { filename } });
const deleted: MediaEvent = { event_type: 'MediaDeleted', data: { user_id: ALICE } };
const purged: MediaEvent = { event_type: 'MediaPurged', data: {} };
const compensated: MediaEvent = {
  event_type: 'MediaUploadCompensated',
  data: { reason: 'album is down', saga_id: 'saga-1' },
};

const completes: MediaCommand = { type: 'complete_processing', user_id: ALICE, result };
const fails: MediaCommand = { type: 'fail_processing', user_id: ALICE, failure };
const renames = (filename: string): MediaCommand => ({ type: 'rename', user_id: ALICE, filename });
const deletes: MediaCommand = { type: 'delete', user_id: ALICE };
const purges: MediaCommand = { type: 'purge', user_id: ALICE };
const compensates: MediaCommand = {
  type: 'compensate',
  user_id: ALICE,
  reason: 'album is down',
  saga_id: 'saga-1',
};
const uploads = (changes: Partial<Upload> = {}): MediaCommand => ({
  type: 'upload',
  upload: { ...upload, ...changes },
});

const aMedia = given(media);

describe('an upload', () => {
  it('begins the stream', () => aMedia().when(uploads()).then(uploaded));
  it('of the same file again changes nothing', () =>
    aMedia(uploaded, renamed('b.jpg')).when(uploads()).thenNothingHappened());
  it('of the same bytes under another name is the same media', () =>
    aMedia(uploaded)
      .when(uploads({ filename: 'b.jpg' }))
      .thenNothingHappened());
  it('of another file under the same key is refused', () => {
    aMedia(uploaded)
      .when(uploads({ sha256: 'b'.repeat(64) }))
      .thenRejected('idempotency_key_reused');
    aMedia(uploaded)
      .when(uploads({ user_id: 'user-bob' }))
      .thenRejected('idempotency_key_reused');
  });
});

describe('processing', () => {
  it('ends in a thumbnail', () => aMedia(uploaded).when(completes).then(processed));
  it('or in a failure', () => aMedia(uploaded).when(fails).then(failed));
  it('that is done is not done again', () => {
    aMedia(uploaded, processed).when(completes).thenNothingHappened();
    aMedia(uploaded, processed).when(fails).thenNothingHappened();
  });
  it('that failed stays failed, for the same reason', () =>
    aMedia(uploaded, failed).when(completes).thenRejected('decode_failed'));
  it('comes too late for a media that was undone', () =>
    aMedia(uploaded, compensated).when(completes).thenRejected('media_compensated'));
  it('comes too late for a media that was deleted or purged', () => {
    aMedia(uploaded, deleted).when(completes).thenRejected('media_deleted');
    aMedia(uploaded, deleted, purged).when(fails).thenRejected('media_deleted');
  });
});

describe('compensation', () => {
  it('undoes an upload before its processing, after it, and after its failure', () => {
    aMedia(uploaded).when(compensates).then(compensated);
    aMedia(uploaded, processed).when(compensates).then(compensated);
    aMedia(uploaded, failed).when(compensates).then(compensated);
  });
  it('after compensation changes nothing', () =>
    aMedia(uploaded, compensated).when(compensates).thenNothingHappened());
  it('of a deleted media changes nothing: its files go anyway', () => {
    aMedia(uploaded, deleted).when(compensates).thenNothingHappened();
    aMedia(uploaded, deleted, purged).when(compensates).thenNothingHappened();
  });
});

describe('its owner', () => {
  it('renames it', () => aMedia(uploaded).when(renames('b.jpg')).then(renamed('b.jpg')));
  it('renames it to the name it has: nothing happens', () =>
    aMedia(uploaded, renamed('b.jpg')).when(renames('b.jpg')).thenNothingHappened());
  it('deletes it', () => aMedia(uploaded, processed).when(deletes).then(deleted));
  it('finds nothing to delete or rename once it is deleted', () => {
    aMedia(uploaded, deleted).when(deletes).thenRejected('media_not_found');
    aMedia(uploaded, deleted).when(renames('b.jpg')).thenRejected('media_not_found');
  });
  it('cannot change what was undone', () =>
    aMedia(uploaded, compensated).when(deletes).thenRejected('media_not_in_this_state'));
});

describe('purging', () => {
  it('says that the files of a deleted media are gone', () => aMedia(uploaded, deleted).when(purges).then(purged));
  it('happens once', () => aMedia(uploaded, deleted, purged).when(purges).thenNothingHappened());
  it('is for deleted media only', () => {
    aMedia(uploaded, processed).when(purges).thenRejected('media_not_deleted');
    aMedia(uploaded, compensated).when(purges).thenRejected('media_not_deleted');
  });
});

describe('somebody else', () => {
  it.each([completes, fails, renames('b.jpg'), deletes, compensates, purges])(
    'finds no such media: $type',
    (command) =>
      aMedia(uploaded)
        .when({ ...command, user_id: 'user-bob' } as MediaCommand)
        .thenRejected('media_not_found'),
  );
  it('as if the media item had never existed', () => aMedia().when(compensates).thenRejected('media_not_found'));
});

describe('any history of accepted commands', () => {
  const commands = fc.constantFrom(uploads(), completes, fails, renames('b.jpg'), deletes, compensates, purges);

  it('never both completes and undoes after the end, and every command twice is as good as once', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 12 }), (sent) => {
        const history: MediaEvent[] = [];
        for (const command of sent) {
          const before = fold(media, history);
          const decision = media.decide(command, before);
          if (!decision.accepted) continue;
          if (!keepsFiles(before) && before.status !== 'none')
            expect(decision.events.every((e) => e.event_type === 'MediaPurged')).toBe(true);
          history.push(...decision.events);
          const again = media.decide(command, fold(media, history));
          expect(again.accepted ? again.events : []).toEqual([]);
        }
        const count = (type: string) => history.filter((e) => e.event_type === type).length;
        expect(count('MediaUploaded')).toBeLessThanOrEqual(1);
        expect(count('MediaProcessed') + count('MediaProcessingFailed')).toBeLessThanOrEqual(1);
        expect(count('MediaUploadCompensated') + count('MediaDeleted')).toBeLessThanOrEqual(1);
        expect(count('MediaPurged')).toBeLessThanOrEqual(count('MediaDeleted'));
      }),
      fcParameters(300),
    );
  });
});
