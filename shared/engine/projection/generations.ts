// Which generations of its rows a read model has: blue, which is shown, and green while one is being built.
import { packed } from './packed.ts';

export interface Generations {
  active_generation: number;
  green_generation: number | null;
  green_position: number;
  /** 1: every delivery goes to both. 2: to green alone, which starts over while blue is shown as it was. */
  following: number;
  /** The read model's checkpoint, and the event there. */
  checkpoint: number;
  event_id: string | null;
}

/**
 * SQL of the generation that is shown. Every query asks it in its own statement, so a cutover, which is one UPDATE, falls
 * before or after a query and never into it.
 */
export const activeGeneration = (name: string): string =>
  `(SELECT active_generation FROM projection_state WHERE name = '${name}')`;

/**
 * SQL of the generation that the checkpoint is of. Decisions that follow from deliveries read this one: where rows start over after a
 * restore, what is shown until then is of a history that is gone.
 */
export const followedGeneration = (name: string): string =>
  `(SELECT CASE WHEN following = 2 THEN green_generation ELSE active_generation END FROM projection_state WHERE name = '${name}')`;

/** SQL of the rowid of this position in what is shown, for a full-text table. */
export const activeRowid = (name: string, position: string): string => packed(activeGeneration(name), position);

const readGenerations = (db: D1Database, name: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT s.active_generation, s.green_generation, s.green_position, s.following, c.position AS checkpoint, c.event_id
       FROM projection_state AS s JOIN checkpoint AS c ON c.name = s.name WHERE s.name = ?1`,
    )
    .bind(name);

function seeded(name: string, row: Generations | null | undefined): Generations {
  if (!row) throw new Error(`no projection_state row for ${name}: migrations are missing`);
  return row;
}

/** The read model's checkpoint and generations. */
export const generationsOf = async (db: D1Database, name: string): Promise<Generations> =>
  seeded(name, await readGenerations(db, name).first<Generations>());

/** The same with the rows that other statements give, all of one instant. */
export async function readProjectionState(
  db: D1Database,
  name: string,
  ...asked: D1PreparedStatement[]
): Promise<{ at: Generations; rows: unknown[][] }> {
  const [state, ...others] = await db.batch([readGenerations(db, name), ...asked]);
  const [at] = (state?.results ?? []) as Generations[];
  return { at: seeded(name, at), rows: others.map(({ results }) => results) };
}

/** Those that a delivery goes to. */
export const writtenBy = (
  at: Pick<Generations, 'active_generation' | 'green_generation' | 'following'>,
): number[] => {
  if (at.following === 0 || at.green_generation === null) return [at.active_generation];
  return at.following === 2 ? [at.green_generation] : [at.active_generation, at.green_generation];
};
