// What a state folder needs before a start opens it.
import { noticePutBack } from './last-start.ts';
import { ringLateAlarms } from './late-alarms.ts';
import { migrate } from './migrate.ts';

/** @throws UserError when a migration cannot be applied, or a newer version has written the state */
export async function prepareState(state: string): Promise<void> {
  await migrate(state);
  ringLateAlarms(state);
  const putBack = noticePutBack(state);
  if (putBack !== null) console.error(putBack);
}
