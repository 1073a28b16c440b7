// The same bytes of one user are one media item: the first one holds them until it has ended.
import fc from 'fast-check';
import { describe, it, expect } from 'vitest';
import { fold } from '#shared/engine/command/decider';
import { given } from '#shared/engine/testing/given';
import { fcParameters } from '#shared/engine/testing/property';
import type { ContentEvent } from '#shared/mediahub/events/content';
import { content, type ContentCommand } from './content.ts';

const claimed = (media_id: string): ContentEvent => ({
  event_type: 'ContentClaimed',
  data: { user_id: 'user-1', media_id },
});
const claims = (media_id: string, in_place_of: string | null = null): ContentCommand => ({
  type: 'claim',
  user_id: 'user-1',
  media_id,
  in_place_of,
});
const bytes = given(content);

describe('the bytes of a user', () => {
  it('are held by the media that comes first, once', () => {
    bytes().when(claims('media-1')).then(claimed('media-1'));
    bytes(claimed('media-1')).when(claims('media-1')).thenNothingHappened();
    bytes(claimed('media-1')).when(claims('media-2')).thenNothingHappened();
  });

  it('pass on to another when the holder has ended, and to one of two that see it', () => {
    bytes(claimed('media-1')).when(claims('media-2', 'media-1')).then(claimed('media-2'));
    bytes(claimed('media-1'), claimed('media-2')).when(claims('media-3', 'media-1')).thenNothingHappened();
  });

  it('never change hands but from the holder that the claim names', () => {
    const id = fc.constantFrom('media-1', 'media-2', 'media-3');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.option(id))), (asked) => {
        const events: ContentEvent[] = [];
        for (const [media_id, in_place_of] of asked) {
          const { holder } = fold(content, events);
          const decision = content.decide(claims(media_id, in_place_of), { holder });
          if (!decision.accepted) throw new Error('a claim is never refused');
          if (decision.events.length > 0) expect([null, in_place_of]).toContain(holder);
          events.push(...decision.events);
        }
      }),
      fcParameters(100),
    );
  });
});
