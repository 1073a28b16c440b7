// A long life, read page by page: the same as in one piece, bounded by count and by bytes, with a page of the journal in memory.
import { expect, it } from 'vitest';
import { ANY_EVENTS } from '../testing/any-events.ts';
import { LONG_SAGA, lived } from '../testing/growth/long-saga.ts';
import { durableSql } from '../testing/sqlite.ts';
import { Journal } from './Journal.ts';
import { timelinePage, withIgnored } from './timeline.ts';

const fresh = (inputs: number, error?: string): Journal =>
  lived(new Journal(durableSql().sql, ANY_EVENTS), inputs, error);

function pagesOf(journal: Journal, limit: number) {
  const pages = [];
  for (let after: number | null = 0; after !== null;) {
    const page = timelinePage(LONG_SAGA, 'saga-1', journal.inputs(), { after, limit });
    pages.push(page.entries);
    after = page.next;
  }
  return pages;
}

it('pages together are the whole', () => {
  const journal = fresh(1_234);
  const pages = pagesOf(journal, 100);
  expect(pages.map(({ length }) => length)).toEqual([...Array.from({ length: 12 }, () => 100), 34]);
  expect(pages.flat()).toEqual(pagesOf(journal, 5_000).flat());
});

it('a page ends by its bytes as well', () => {
  const pages = pagesOf(fresh(300, 'x'.repeat(60_000)), 1_000);
  expect(pages.flat()).toHaveLength(300);
  for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(5_000_000);
});

it('inputs that came too late appear once, on the last page, and reorder nothing', () => {
  const journal = fresh(10);
  const late = { at: 4, detail: 'already', command_id: null, event_id: null };
  const pages = [0, 5].map((after) => {
    const page = timelinePage(LONG_SAGA, 'saga-1', journal.inputs(), { after, limit: 5 });
    return withIgnored(page, [late, { ...late, at: -1 }, { ...late, at: 99 }]).entries;
  });
  expect(pages.flat().filter(({ what }) => what === 'late')).toHaveLength(3);
  expect(
    pages
      .flat()
      .filter(({ what }) => what !== 'late')
      .map(({ at }) => Date.parse(at)),
  ).toEqual([...Array(10).keys()]);
});
