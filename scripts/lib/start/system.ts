// The running system, a process (group) of its own below `npm start`: Miniflare with all Workers, the thumbnailer beside it,
// and the watch over both. It ends when its supervisor ends for any reason, and it ends itself when it cannot go on.
import type { ChildProcess } from 'node:child_process';
import { Miniflare } from 'miniflare';
import { onChild } from '../process/children.ts';
import { note } from '../process/note.ts';
import { usageOf, type Usage } from '../process/usage.ts';
import { watch } from '../process/watchdog.ts';
import { readBuilt } from '../build/built-worker.ts';
import { ask } from './forward.ts';
import { untilHealthy } from './health.ts';
import { logFile, openLog } from './log-file.ts';
import type { Message, ToRun } from './messages.ts';
import { miniflareOptions, PULSE } from './miniflare-options.ts';
import { thumbnailer } from './thumbnailer.ts';

/** Miniflare starts a workerd that has died again by itself; after so many looks without one it does not. */
const GONE_LOOKS = 15;
const START_CPU_MS = 60_000;

// They were for this process and not for what it starts.
delete process.env['MALLOC_MMAP_THRESHOLD_'];
delete process.env['NODE_COMPILE_CACHE'];

const { port, state, build, web, vars } = JSON.parse(String(process.argv[2])) as ToRun;
const log = openLog(port);
const write = (line: string): void => note(logFile(port), line);
process.on('uncaughtExceptionMonitor', (error) => write(`the system ends: ${error.stack ?? error.message}`));
const stopping = new AbortController();
const tell = (message: Message): void => {
  if (process.connected) process.send?.(message);
};

function leave(code: number, why: string): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  write(`the system ends: ${why}`);
  decoder.stop();
  void Promise.allSettled([miniflare.dispose(), log.end()]).then(() => process.exit(code));
  // A process that is still there after this time is ended with our group.
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), 3_000);
}
process.on('disconnect', () => leave(0, 'npm start has let go of it'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave(0, signal));

const decoder = (() => {
  const worker = readBuilt(build).find(({ name }) => name === 'thumbnailer');
  if (!worker) throw new Error('there is no Worker thumbnailer');
  return thumbnailer(worker, build, log.say);
})();

/** Miniflare's workerd of now; the thumbnailer's is started by us and is none of Miniflare's. */
let workerd: ChildProcess | undefined;
/** Its memory at the last look, and how the last one ended: SIGKILL with much memory suggests that the machine ran out. */
let held = 0;
let lastEnd = '';
onChild((child) =>
  queueMicrotask(() => {
    if (!child.spawnargs.includes('--binary')) return;
    workerd = child;
    child.once('exit', (code, signal) => {
      lastEnd = `${signal ?? code}, ${Math.round(held)} MB`;
      if (!stopping.signal.aborted) write(`the Workers' process ${child.pid} has ended (${lastEnd})`);
    });
  }),
);
function usage(): Usage | null {
  const seen = usageOf(workerd?.exitCode === null && workerd.signalCode === null ? workerd.pid : undefined);
  held = seen?.memory_mb ?? held;
  return seen;
}

let ready = false;
async function announce(): Promise<void> {
  const begun = usage()?.cpu_ms ?? 0;
  // A start that computes makes progress, so the deadline counts CPU time.
  const isOver = () => (usage()?.cpu_ms ?? 0) - begun > START_CPU_MS;
  const who = await untilHealthy(port, isOver, stopping.signal);
  if (stopping.signal.aborted) return;
  if (who === '') {
    tell({ is: 'ready' });
    globalThis.gc?.();
  } else {
    tell({ is: 'missing', who });
    leave(1, `${who} not ready`);
  }
  ready = true;
}

const miniflare = new Miniflare(
  miniflareOptions({
    build,
    web,
    state,
    port,
    vars,
    elsewhere: { thumbnailer: decoder.handle },
    say: log.say,
    restarted: () => void announce(),
  }),
);

/** Asks what needs no Worker's work. Miniflare that has failed to start the Workers again does not try a second time. */
async function pulse(signal: AbortSignal): Promise<void> {
  const url = await miniflare.unsafeGetDirectURL(PULSE).catch((error: unknown) => {
    leave(1, `Miniflare has failed: ${String(error)}`);
    throw error;
  });
  await ask(Number(url.port), '/', signal);
}

/** Watches the Workers' process: one that hangs is killed, and Miniflare starts another. */
function keepWatch(): void {
  let gone = 0;
  let last = workerd;
  watch(
    { ask: pulse, usage },
    (verdict) => {
      gone = verdict === 'gone' ? gone + 1 : 0;
      if (ready && (gone === 1 || workerd !== last)) {
        tell({ is: 'restarting', why: `the Workers have died (${lastEnd})` });
        ready = false;
      }
      last = workerd;
      if (verdict === 'hung') {
        write('the Workers hang: neither an answer nor work');
        workerd?.kill('SIGKILL');
      }
      if (gone > GONE_LOOKS) leave(1, 'the Workers did not come back');
    },
    stopping.signal,
  );
}

setInterval(() => tell({ is: 'beat' }), 1_000);
miniflare.ready.then(keepWatch).then(announce, (error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  log.say(why);
  tell({ is: 'missing', who: `workerd (${why.split('\n')[0]})` });
  leave(1, why);
});
