// Every type of the published language reads as a sentence, in both languages, with the names of things instead of ids.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LANGUAGES, speak, type Language } from '../../i18n/texts.ts';
import { EVENT_TYPES } from './events.ts';
import { sentenceOf } from './sentence.ts';

const MEDIA = 'media-0199f2c4-0000-7000-8000-00000000beef';
const ALBUM = 'album-0199f2c4-0000-7000-8000-00000000cafe';
const names = new Map([
  [MEDIA, '東京の夜景.jpg'],
  [ALBUM, '夜'],
]);

const AGGREGATE: readonly (readonly [RegExp, string])[] = [
  [/^Media(Added|Removed)/, ALBUM],
  [/^Media/, MEDIA],
  [/^Album/, ALBUM],
];

const eventOf = (event_type: string) => ({
  event_type,
  aggregate_id: AGGREGATE.find(([type]) => type.test(event_type))?.[1] ?? 'other-0199f2c4',
  data: { media_id: MEDIA, album_name: '夜', title: 'Upload complete', reason: 'why', provider: 'dev' },
  metadata: { user_id: 'user-1', actor: 'user-1', command_id: 'c', correlation_id: 'r' },
});

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

describe.each(Object.keys(LANGUAGES) as Language[])('in the language %s', (language) => {
  beforeAll(() => speak(language));

  it.each(EVENT_TYPES)('%s is a sentence without ids', (type) => {
    const sentence = sentenceOf(eventOf(type), names);
    expect(sentence).toBeTruthy();
    expect(sentence).not.toMatch(/undefined|told|beef|cafe|0199f2c4/);
  });

  it('a claim of a content names the photo', () => {
    expect(sentenceOf(eventOf('ContentClaimed'), names)).toContain('東京の夜景.jpg');
  });

  it('an entry in an album names both', () => {
    expect(sentenceOf(eventOf('MediaAddedToAlbum'), names)).toBe('東京の夜景.jpg → 夜');
  });
});
