// What npm start does: everything that a fresh clone needs, then every Worker, watched until Ctrl-C.
import { buildWeb } from '../build/build-web.ts';
import { ensureBundles } from '../build/ensure-bundles.ts';
import { takeTurn } from '../node/start-lock.mjs';
import { requireFreePort, wantedPort } from '../process/port.ts';
import { endLeftovers, lockState } from '../process/state-lock.ts';
import { stopSignal } from '../process/stop-signal.ts';
import { supervise } from '../process/supervise.ts';
import { whileUsed } from '../state/last-start.ts';
import { prepareState } from '../state/prepare.ts';
import { writeSecrets } from '../state/secrets.ts';
import { logFile } from './log-file.ts';
import { publicUrl } from './public-url.ts';
import { startSystem } from './start-system.ts';

/** One start at a time: a build begins by emptying the folder that another one is filling. @returns their folders */
async function built(): Promise<{ build: string; web: string }> {
  const release = await takeTurn('build');
  try {
    const web = buildWeb();
    return { build: ensureBundles(), web };
  } finally {
    release();
  }
}

/** @param varsFor variables of the gateway, over what its files say; asked when everything else is ready */
export async function start(
  state: string,
  varsFor: (publicUrl: string) => Promise<Record<string, string>> = () => Promise.resolve({}),
): Promise<void> {
  const stopping = stopSignal();
  const port = wantedPort();
  endLeftovers(state);
  await requireFreePort(port);
  const claimed = lockState(state, port);
  writeSecrets();
  const { build, web } = await built();
  await prepareState(state);
  if (stopping.signal.aborted) return;
  const address = `http://localhost:${port}`;
  const url = publicUrl(address);
  const vars = { PUBLIC_URL: url, ...(await varsFor(url)) };
  const life = () => startSystem({ port, state, build, web, vars }, claimed.grouped);
  await whileUsed(state, () => supervise({ start: life, address, log: logFile(port) }, stopping.signal));
}
