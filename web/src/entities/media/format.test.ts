import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { speak } from '../../i18n/texts.ts';
import { formatBytes } from './format.ts';

beforeAll(() => void vi.stubGlobal('document', { documentElement: { lang: '' } }));
afterAll(() => void vi.unstubAllGlobals());

it.each([
  ['en', ['1 byte', '200 bytes', '2 kB', '2.5 MB', '3 GB']],
  ['ja', ['1 バイト', '200 バイト', '2 KB', '2.5 MB', '3 GB']],
] as const)('sizes are written as people write them in the language %s', async (language, sizes) => {
  await speak(language);
  expect([1, 200, 1536, 2_500_000, 3_000_000_000].map(formatBytes)).toEqual(sizes);
});
