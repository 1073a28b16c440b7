// The leader of a process group: it runs a command, and the whole group ends with that, or as soon as the process
// at the other end of our standard input lets go, even by being killed outright. Nothing keeps running.
import { spawn } from 'node:child_process';

const GRACE_MS = 3_000;

/** Ends every process of our group, this one included. */
const endGroup = () => process.kill(-process.pid, 'SIGKILL');

const [command, ...args] = process.argv.slice(2);
const child = spawn(String(command), args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', endGroup);
child.on('exit', endGroup);

// Asked to end, wrangler ends in its own time, and this process with it; after the grace, all of them at once.
process.on('SIGTERM', () => setTimeout(endGroup, GRACE_MS));
process.stdin.resume();
process.stdin.on('close', () => process.kill(-process.pid, 'SIGTERM'));
