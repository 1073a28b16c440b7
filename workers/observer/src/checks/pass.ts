// A pass: once through everything that a check names. A small library is passed through in each round, a large one takes several.
// What a check says holds only when a pass has come to its end, and since that pass began. A round that fails leaves
// the pass where it was, so what it looked at is looked at again.

export interface Pass<Place> {
  /** The list that it goes through. */
  id: string;
  /** Which history of the log it is about. */
  history: number;
  /** In ms since 1970. */
  began_at: number;
  /** Where it goes on; null: at the beginning. */
  place: Place | null;
  /** How many it has looked at. */
  checked: number;
  /** When the last pass that came to its end began: everything that was there then has been looked at since. */
  whole_since: number | null;
}

/**
 * A pass after one more round.
 * @param checked how many more it has looked at
 * @param place where it goes on; null when it has come to its end
 */
export const advanced = <Place>(pass: Pass<Place>, checked: number, place: Place | null): Pass<Place> => ({
  ...pass,
  checked: pass.checked + checked,
  place,
  whole_since: place === null ? pass.began_at : pass.whole_since,
});
