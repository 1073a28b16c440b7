import { expect, it } from 'vitest';
import { writtenWithoutInterest } from '#shared/mediahub/testing/interest';
import { mediaLibrary } from './project.ts';

it('the subscription is interested in every event that writes a row', () => {
  expect(writtenWithoutInterest('media', mediaLibrary)).toEqual([]);
});
