import { expect, it } from 'vitest';
import { wantedOf } from './wanted.ts';

const file = (name: string, type = '') => ({ name, type });

it('takes the photos and videos of a folder, by type or by name', () => {
  const files = [
    file('a.jpg', 'image/jpeg'),
    file('IMG_0001.HEIC'),
    file('clip.mov', 'video/quicktime'),
    file('oddly named', 'image/png'),
  ];
  expect(wantedOf(files)).toEqual(files);
});

it('leaves what a system or a program put beside them', () => {
  const left = [
    file('.DS_Store'),
    file('._a.jpg', 'image/jpeg'),
    file('Thumbs.db'),
    file('notes.txt', 'text/plain'),
  ];
  expect(wantedOf(left)).toEqual([]);
});
