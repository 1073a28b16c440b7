// The button below a list that is fetched page by page. There is none when the list has ended.
import { t } from '../i18n/texts.ts';
import { Button } from './Button.tsx';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): Promise<unknown>;
}

export function ShowMore({ list, children }: { list: Pages; children?: string }) {
  if (!list.hasNextPage) return null;
  return (
    <div className="flex justify-center">
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {children ?? t.common.showMore}
      </Button>
    </div>
  );
}
