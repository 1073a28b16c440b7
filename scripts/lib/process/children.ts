// The processes that libraries start for us: Miniflare keeps the id of its workerd to itself, but Node announces every child.
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';

/**
 * Calls back with each process that is started from now on.
 * @param started its id is known only after the current turn
 */
export const onChild = (started: (child: ChildProcess) => void): void =>
  subscribe('child_process', (message) => started((message as { process: ChildProcess }).process));
