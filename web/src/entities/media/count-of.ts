// How many files a list has: of one that has more pages, which of them are shown.
import { t } from '../../i18n/texts.ts';

export function countOf(shown: number, { hasNextPage }: { hasNextPage: boolean }): string {
  const { library } = t;
  return hasNextPage ? library.leadMore(shown) : library.lead(shown);
}
