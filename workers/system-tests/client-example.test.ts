// examples/client over the real Workers: what its README promises.
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { named, photo } from '#shared/mediahub/testing/photo';
import { uploadAndList } from '../../examples/client/upload-and-list.ts';
import { system } from './system.ts';

it('logs in, uploads and lists what it uploaded', async () => {
  const { url } = await system();
  const file = new File([named(photo(64, 48), randomUUID())], `清水寺 ${randomUUID()}.jpg`);
  const lines = await uploadAndList((path, init) => fetch(url.origin + path, init), file);
  expect(lines.filter((line) => line.startsWith(file.name))).toHaveLength(1);
});
