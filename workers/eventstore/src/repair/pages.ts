// The aggregates of the log in pages, by their ids.
const PAGE = 100;

export async function pages(db: D1Database, after: string): Promise<{ ids: string[]; next: string | null }> {
  // A loose scan: each step jumps to the next id in the index, however long the streams are.
  const { results } = await db
    .prepare(
      `WITH RECURSIVE ids (id) AS (
         SELECT MIN(aggregate_id) FROM events WHERE aggregate_id > ?1
         UNION ALL SELECT (SELECT MIN(aggregate_id) FROM events WHERE aggregate_id > ids.id) FROM ids WHERE id IS NOT NULL
       ) SELECT id FROM ids WHERE id IS NOT NULL LIMIT ?2`,
    )
    .bind(after, PAGE)
    .all<{ id: string }>();
  const ids = results.map(({ id }) => id);
  return { ids, next: ids.length === PAGE ? (ids.at(-1) ?? null) : null };
}
