// What a read model declares about itself. Delivery, rebuild and comparison need nothing else to know.
import type { LoggedEvent } from '#shared/engine/event/envelope';

/** A table of the read model. Its first column is `generation`, also in its primary key and its indexes. */
export interface ReadModelTable {
  name: string;
  /** The primary key without the generation: ids and positions, ASCII. */
  key: readonly string[];
  /** A full-text table has no columns to index: generation and position share its rowid, see packed.ts. */
  packed?: { columns: readonly string[] };
}

export interface Projection {
  /** Name of the rows in `checkpoint` and `projection_state`, seeded by the migrations. */
  name: string;
  tables: readonly ReadModelTable[];
  /** The statements that one event means for one generation of the rows. Pure, without any other effect. */
  project(event: LoggedEvent, generation: number): D1PreparedStatement[];
}
