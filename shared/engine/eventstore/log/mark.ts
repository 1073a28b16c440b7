/** An event that the log has held: whether it still does tells whether the log was put back to an earlier day. */
export interface Mark {
  position: number;
  id: string;
}
