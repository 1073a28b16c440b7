// Puts live messages straight into the cached answers where the message itself is the news: events, sagas and
// subscriptions. Everything else is asked again (see affected.ts).
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { SagaView } from '#shared/engine/saga/view';
import type { Page } from '../http.ts';
import { mergeEvents } from './memory.ts';
import { eventFilterOf, matchesEvent, matchesSaga, sagaFilterOf, sagaSearchOf } from './filters.ts';

type Pages<T> = InfiniteData<Page<T[]>, string | null>;

/** `pages` with its items changed page by page; `isFirst` marks the page that new items belong to. */
const mapPages = <T>(pages: Pages<T>, change: (items: T[], isFirst: boolean) => T[]): Pages<T> => ({
  ...pages,
  pages: pages.pages.map((page, index) => ({ ...page, data: change(page.data, index === 0) })),
});

export function putEvent(client: QueryClient, event: LoggedEvent): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ['events'] })) {
    if (!matchesEvent(eventFilterOf(query.queryKey), event)) continue;
    client.setQueryData<Pages<LoggedEvent>>(
      query.queryKey,
      (pages) => pages && mapPages(pages, (items, isFirst) => (isFirst ? mergeEvents([event], items) : items)),
    );
  }
}

/** Many sagas at once: a burst of messages is one rendering. */
export function putSagas(client: QueryClient, sagas: readonly SagaView[]): void {
  const byId = new Map(sagas.map((saga) => [saga.id, saga]));
  for (const query of client.getQueryCache().findAll({ queryKey: ['sagas', 'list'] })) {
    const filter = sagaFilterOf(query.queryKey);
    const search = sagaSearchOf(query.queryKey);
    client.setQueryData<Pages<SagaView>>(query.queryKey, (pages) => {
      if (!pages) return pages;
      const known = new Set(pages.pages.flatMap((page) => page.data.map(({ id }) => id)));
      const fresh = sagas.filter(({ id }) => !known.has(id)).toReversed();
      return mapPages(pages, (items, isFirst) =>
        [...(isFirst ? fresh : []), ...items.map((item) => byId.get(item.id) ?? item)].filter((saga) =>
          matchesSaga(filter, saga, search),
        ),
      );
    });
  }
  for (const saga of sagas) {
    client.setQueryData<SagaView>(['sagas', 'one', saga.id], (known) => known && saga);
  }
}

export interface Projections {
  head: number;
  projections: SubscriptionStatus[];
}

/** What is new of a subscription; what is not said of it stays. */
export type ProjectionNews = Pick<SubscriptionStatus, 'name'> & Partial<SubscriptionStatus>;

export function putProjection(client: QueryClient, news: ProjectionNews): void {
  client.setQueryData<Projections>(
    ['projections'],
    (known) =>
      known && {
        head: Math.max(known.head, news.head ?? 0),
        projections: known.projections.map((one) => (one.name === news.name ? { ...one, ...news } : one)),
      },
  );
}
