import { describe, expect, it } from 'vitest';
import { differingColumns } from './difference.ts';

const row = { id: 'media-1', width: 640, height: null, filename: 'a.jpg' };

describe('what is different in two rows', () => {
  it('is the columns whose values differ, in the order of the row', () => {
    const blue = { ...row, width: 7, filename: 'b.jpg' };
    expect(differingColumns({ blue, green: row })).toEqual([
      { column: 'width', shown: 7, right: 640 },
      { column: 'filename', shown: 'b.jpg', right: 'a.jpg' },
    ]);
  });

  it('is a value that is there in one of them only, too', () => {
    expect(differingColumns({ blue: row, green: { ...row, height: 0 } })).toEqual([
      { column: 'height', shown: null, right: 0 },
    ]);
  });

  it('tells a number from the text of it', () => {
    expect(differingColumns({ blue: { ...row, width: '640' }, green: row })).toHaveLength(1);
  });

  it('is all that a row says which only one side has', () => {
    expect(differingColumns({ blue: row, green: null }).map(({ column, right }) => [column, right])).toEqual([
      ['id', null],
      ['width', null],
      ['filename', null],
    ]);
    expect(differingColumns({ blue: null, green: row }).map(({ right }) => right)).toEqual([
      'media-1',
      640,
      'a.jpg',
    ]);
  });

  it('is nothing in rows that are the same', () => {
    expect(differingColumns({ blue: row, green: { ...row } })).toEqual([]);
  });
});
