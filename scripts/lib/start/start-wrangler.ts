// Every Worker in one `wrangler dev`, which builds them again as their sources change: one workerd, one state folder, only the
// gateway exposed. wrangler can end up alive but deaf, its proxy killed and its port still taken: then the group hangs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { at, BIN, quietEnv, ROOT, WORKER_FOLDERS } from '../node/layout.mjs';
import { endGroup, membersOf } from '../process/process-group.ts';
import type { Life } from '../process/supervise.ts';
import { usageOf, type Usage } from '../process/usage.ts';
import { watch } from '../process/watchdog.ts';
import { ask } from './forward.ts';
import { untilHealthy } from './health.ts';
import { openLog } from './log-file.ts';
import { publicUrl } from './public-url.ts';

/** The watch asks for health every second: those lines say nothing. */
const NOISE = /GET \/health /;
/** Only for the log file: empty lines, and clients that went away in the middle of a request. */
const NOT_FOR_THE_CONSOLE = /^\s*$|Error inside ProxyWorker/;
const START_CPU_MS = 120_000;

/** What all processes of a group have used together. */
function usageOfGroup(leader: number): Usage | null {
  const each = membersOf(leader).flatMap(({ pid }) => usageOf(pid) ?? []);
  if (each.length === 0) return null;
  return {
    pid: leader,
    cpu_ms: each.reduce((sum, { cpu_ms }) => sum + cpu_ms, 0),
    memory_mb: each.reduce((sum, { memory_mb }) => sum + memory_mb, 0),
  };
}

/** @param grouped is given the group as soon as there is one */
export function startWrangler(
  { port, state, address }: { port: number; state: string; address: string },
  grouped: (leader: number) => void,
): Life {
  const log = openLog(port);
  const configs = WORKER_FOLDERS.flatMap((folder) => ['-c', join(folder, 'wrangler.toml')]);
  const flags = [
    // wrangler gives it to the first Worker, which is the gateway.
    `--var=PUBLIC_URL:${publicUrl(address)}`,
    `--persist-to=${state}`,
    `--port=${port}`,
    '--ip=127.0.0.1',
    '--inspector-port=0',
    '--show-interactive-dev-session=false',
  ];
  const command = [
    at('scripts', 'lib', 'process', 'group-leader.ts'),
    join(BIN, 'wrangler'),
    'dev',
    ...configs,
    ...flags,
  ];
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A registry of its own: Workers of another clone have the same names.
    env: { ...quietEnv(), WRANGLER_REGISTRY_PATH: join(state, 'registry'), X_LOCAL_EXPLORER: 'true' },
  });
  const leader = child.pid ?? 0;
  grouped(leader);
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!NOISE.test(line)) log.say(line);
  });
  createInterface({ input: child.stderr }).on('line', (coloured) => {
    const line = stripVTControlCharacters(coloured);
    log.say(line);
    if (!NOT_FOR_THE_CONSOLE.test(line)) console.error(line);
  });
  child.on('exit', () => endGroup(leader));

  const ending = new AbortController();
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => {
      ending.abort();
      void log.end().then(() => resolve(`wrangler ended (${signal ?? code})`));
    });
  });
  const usage = () => usageOfGroup(leader);
  const ready = untilHealthy(port, () => (usage()?.cpu_ms ?? 0) > START_CPU_MS, ending.signal);
  const hangs = ready.then(
    () =>
      new Promise<string>((resolve) => {
        const health = (signal: AbortSignal) => ask(port, '/health', signal);
        watch(
          { ask: health, usage },
          (verdict) => {
            if (verdict === 'hung') resolve('wrangler hangs');
          },
          ending.signal,
        );
      }),
  );
  return {
    ready,
    over: Promise.race([ended, hangs]),
    stop: async () => {
      child.stdin.destroy();
      await ended;
    },
  };
}
