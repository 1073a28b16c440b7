// Process groups: every process that a tool starts is in its group, and the group is ended as a whole.
import { execFileSync } from 'node:child_process';

/** Ends every process of a group at once. */
export function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group has gone already.
  }
}

/** The processes of a group, by their id: also of one whose leader is gone. */
export function membersOf(leader: number): { pid: number; command: string }[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pgid=,pid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return rows.split('\n').flatMap((row) => {
    const [, group, pid, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    return Number(group) === leader ? [{ pid: Number(pid), command }] : [];
  });
}

/**
 * Ends what is left of a group that a process of ours had started before it was killed together with its leader. The id may
 * have gone to someone else since: only what runs from this clone is ended.
 */
export function endRemains(leader: number, root: string): number {
  const ours = membersOf(leader).filter(({ command }) => command.includes(root));
  for (const { pid } of ours) process.kill(pid, 'SIGKILL');
  return ours.length;
}
