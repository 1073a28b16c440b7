import { expect, it } from 'vitest';
import { writtenWithoutInterest } from '#shared/mediahub/testing/interest';
import { albumsProjection } from './project.ts';

it('the subscription is interested in every event that writes a row', () => {
  expect(writtenWithoutInterest('album', albumsProjection)).toEqual([]);
});
