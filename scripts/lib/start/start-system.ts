// The system as one supervised life: its process is the leader of a group with everything that it starts.
import { spawn } from 'node:child_process';
import { at, quietEnv, ROOT } from '../node/layout.mjs';
import { endGroup } from '../process/process-group.ts';
import type { Life } from '../process/supervise.ts';
import { usageOf } from '../process/usage.ts';
import { watchdog } from '../process/watchdog.ts';
import type { Message, ToRun } from './messages.ts';

/** A second that passes without a beat. */
const LOOK_MS = 1_500;

/** @param grouped is given the group as soon as there is one */
export function startSystem(run: ToRun, grouped: (leader: number) => void): Life {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--max-semi-space-size=1', at('scripts', 'lib', 'start', 'system.ts'), JSON.stringify(run)],
    {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...quietEnv(),
        NODE_COMPILE_CACHE: at('node_modules', '.cache', 'mediahub', 'compiled'),
        // Ten Workers and what Miniflare runs beside them are 46 isolates in one workerd: young generations that fit a cache, and full
        // collections before each has grown to its limit. Until one, V8 keeps what workerd made for every request that is over, which
        // it cannot see and which is several times as large as what it counts.
        MINIFLARE_WORKERD_V8_FLAGS:
          '--max-semi-space-size=2 --initial-old-space-size=4 --heap-growing-percent=30 --optimize-for-size',
        // What the start needs and the rest of the life does not goes back to the machine: 250 MB become 165 with glibc.
        MALLOC_MMAP_THRESHOLD_: '131072',
      },
    },
  );
  if (child.pid !== undefined) grouped(child.pid);

  let beaten = false;
  let up = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      endGroup(child.pid);
      resolve(`its process ended (${signal ?? code})`);
    });
  });
  const ready = new Promise<string>((resolve) => {
    child.on('message', (message: Message) => {
      if (message.is === 'beat') beaten = true;
      if (message.is === 'missing') resolve(message.who);
      if (message.is === 'restarting') console.error(`MediaHub: ${message.why}. Starting them again …`);
      if (message.is !== 'ready') return;
      if (up) console.log('MediaHub answers again.');
      up = true;
      resolve('');
    });
  });

  const hangs = new Promise<string>((resolve) => {
    const judge = watchdog();
    const timer = setInterval(() => {
      const verdict = judge(beaten, usageOf(child.pid));
      beaten = false;
      if (verdict === 'hung') resolve('its process hangs');
    }, LOOK_MS);
    void ended.then(() => clearInterval(timer));
  });

  return {
    ready,
    over: Promise.race([ended, hangs]),
    stop: async () => {
      // It ends when the channel closes; one that hangs does not notice.
      if (child.connected) child.disconnect();
      const harder = setTimeout(() => endGroup(child.pid), 3_000);
      await ended;
      clearTimeout(harder);
    },
  };
}
