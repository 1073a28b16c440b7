import { expect, test } from 'vitest';
import { paint } from './paint.ts';
import { PEOPLE } from './people.ts';
import { SCENES } from './scenes.ts';

test('every picture shows a scene, and every album holds pictures of its owner', () => {
  for (const { pictures, albums } of PEOPLE) {
    expect(Object.keys(SCENES)).toEqual(expect.arrayContaining(pictures.map(([, scene]) => scene)));
    const names = pictures.map(([name]) => name);
    expect(names).toHaveLength(new Set(names).size);
    for (const album of albums) expect(names).toEqual(expect.arrayContaining(album.pictures));
  }
});

test.each(Object.entries(SCENES))(
  '%s is painted the same every time: sent again, it is the same upload',
  (_name, shade) => {
    const once = paint(60, 40, shade);
    expect([...once.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(paint(60, 40, shade)).toEqual(once);
  },
);
