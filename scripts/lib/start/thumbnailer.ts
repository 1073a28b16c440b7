// The thumbnailer in a workerd of its own: decoding has a core to itself, and the decoders' memory, which never shrinks, goes
// with the process. It is started by the first request, ends after a rest, and when it dies, hangs or fills its memory it is
// restarted alone. Until then the answer is `busy`, which costs a saga no attempt (shared/mediahub/ports/thumbnailer.ts).
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { BuiltWorker } from '../build/built-worker.ts';
import { usageOf } from '../process/usage.ts';
import { watch, type Verdict } from '../process/watchdog.ts';
import { ask, busy, forward } from './forward.ts';
import { startPlainWorkerd, type PlainWorkerd } from './plain-workerd.ts';
import { decoderCrashes } from './decoder-crashes.ts';

const ENTRYPOINTS = ['default', 'Thumbnailer'];
/** Where both cores are wanted, people go before pictures: a decode may take longer, an answer may not. */
const NICENESS = 5;
const REST_MS = Number(process.env['THUMBNAILER_REST_MS'] ?? 60_000);
/** More than every decoder's budget together, and less than what hurts a small machine. */
const MEMORY_MB = Number(process.env['THUMBNAILER_MEMORY_MB'] ?? 1_024);
/** CPU time of one answer: 48 megapixels take one or two seconds. */
const LIMITS = { idle_looks: 10, spin_cpu_ms: 60_000 };
/** These signals come from outside: the image that it decoded is not to blame. */
const FROM_OUTSIDE = new Set<NodeJS.Signals | null>(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']);

interface Life extends PlainWorkerd {
  verdict: Verdict;
  ended: AbortController;
  /** Why we ended it, when the image that it decoded was the cause. */
  fault?: string;
}

export interface Thumbnailer {
  /** Answers what comes over a binding to the entrypoint. */
  handle(entrypoint: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  stop(): void;
}

function yieldCpu(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It has ended already, or the system does not allow it: then it is as quick as everything else.
  }
}

export function thumbnailer(worker: BuiltWorker, build: string, say: (line: string) => void): Thumbnailer {
  const suspected = decoderCrashes();
  let life: Life | null = null;
  let open = 0;
  let lastUse = 0;
  let failures = 0;

  const end = (mine: Life, why: string, fault = false) => {
    say(`thumbnailer: ${why}`);
    if (fault) mine.fault = why;
    mine.process.kill('SIGKILL');
  };

  function start(): Life {
    const begun = startPlainWorkerd(worker, join(build, worker.name), ENTRYPOINTS, say);
    const mine: Life = { ...begun, verdict: 'busy', ended: new AbortController() };
    if (mine.process.pid !== undefined) yieldCpu(mine.process.pid);
    say(`thumbnailer: started (process ${mine.process.pid})`);
    begun.ports.then(
      () => (failures = 0),
      () => failures++,
    );
    mine.process.once('exit', (code, signal) => {
      say(`thumbnailer: ended (${signal ?? code})`);
      if (mine.fault === undefined && !FROM_OUTSIDE.has(signal) && code !== 0)
        mine.fault = `crashed (${signal ?? code})`;
      if (life === mine) life = null;
      mine.ended.abort();
    });
    const usage = () => usageOf(mine.process.pid);
    let up = false;
    const health = async (signal: AbortSignal) => ask((await begun.ports).get('default'), '/health', signal);
    watch(
      { ask: health, usage, limits: LIMITS },
      (verdict) => {
        mine.verdict = verdict;
        // While it starts it is given what it needs for that.
        up ||= verdict === 'well';
        const memory = usage()?.memory_mb ?? 0;
        if (verdict === 'hung') end(mine, 'does not come back from an image', true);
        else if (up && memory > MEMORY_MB) end(mine, `holds ${Math.round(memory)} MB`, true);
        else if (open === 0 && performance.now() - lastUse > REST_MS) end(mine, 'rests');
      },
      mine.ended.signal,
    );
    return mine;
  }

  const status = () => ({
    status: failures > 2 ? 'degraded' : 'ok',
    process: life?.verdict ?? 'asleep',
    ...(failures > 2 ? { reason: `it did not start ${failures} times in a row` } : {}),
  });

  return {
    async handle(entrypoint, request, response) {
      // A health check does not start the process, and a decode in progress does not make it unhealthy.
      if (entrypoint === 'default' && request.method === 'GET' && request.url === '/health') {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(status()));
        return;
      }
      const mine = (life ??= start());
      open++;
      try {
        const port = (await mine.ports).get(entrypoint);
        await forward(request, response, port, mine.ended.signal, suspected, () => mine.fault);
      } catch {
        // It did not start: it is tried again, with time between the tries.
        busy(response, Math.min(500 * 2 ** failures, 10_000));
      } finally {
        open--;
        lastUse = performance.now();
      }
    },
    stop: () => void life?.process.kill('SIGKILL'),
  };
}
