// A tile without a picture says at which step, why, and what to do; a way to try again only where it can work.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { speak } from '../../i18n/texts.ts';
import type { Media } from './media.ts';
import { missingOf } from './missing.ts';

const media = (fields: Partial<Pick<Media, 'status' | 'thumbnail_url' | 'reason' | 'reason_code'>>) => ({
  status: 'processed' as const,
  thumbnail_url: null,
  reason: null,
  reason_code: null,
  ...fields,
});

describe('what is missing', () => {
  beforeAll(async () => {
    vi.stubGlobal('document', { documentElement: { lang: '' } });
    await speak('en');
  });
  afterAll(() => void vi.unstubAllGlobals());

  it('is nothing where there is a picture, and while one is being made', () => {
    expect(missingOf(media({ thumbnail_url: '/thumbnail' }))).toBeNull();
    expect(missingOf(media({ status: 'uploaded' }))).toBeNull();
  });

  it('names the step that the saga gave up at, in words', () => {
    const reason = 'add_to_default_album: add_to_default_album is refused (fault_switch)';
    expect(missingOf(media({ status: 'compensated', reason }))).toEqual({
      step: 'Add to album',
      why: '“Add to album” is refused',
      todo: 'Send the file again.',
      way: 'send',
    });
  });

  it('offers a drawing of the stored file where no decoder took it', () => {
    expect(missingOf(media({ reason_code: 'decode_failed', reason: 'no' }))).toMatchObject({
      step: 'Process file',
      way: 'draw',
    });
  });

  it('offers nothing for a file that would be refused again', () => {
    const reason = 'process: There is sound in it, but no picture. (not_a_video)';
    const refused = media({ status: 'compensated', reason, reason_code: 'not_a_video' });
    expect(missingOf(refused)).toMatchObject({ step: 'Process file', todo: null, way: null });
  });
});
