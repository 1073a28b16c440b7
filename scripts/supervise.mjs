// A supervisor that lets it crash: wrangler can end up alive but deaf (its proxy killed, its port still taken), so
// what counts is an answer from /health. Without one for 10 s, the whole process group is ended and started again.
import { setTimeout as pause } from 'node:timers/promises';
import { shown } from './layout.mjs';
import { refusal } from './refusal.mjs';
import { logFile, logTail, startWrangler } from './wrangler-dev.mjs';

/** @typedef {import('./wrangler-dev.mjs').Running} Running */
/** @typedef {{ ok: boolean, said: { services?: Record<string, { status: string }> } }} Answer */
/** @typedef {{ port: number, state: string }} Options */

const START_MS = 90_000;
const SILENCE_MS = 10_000;
const STEADY_MS = 60_000;
const RESTARTS = 3;

/**
 * @param {number} port
 * @returns {Promise<Answer | undefined>} undefined when nobody, or somebody else, answers
 */
async function probe(port) {
  try {
    const response = await fetch(`http://localhost:${port}/health`, { signal: AbortSignal.timeout(5_000) });
    const said = /** @type {Answer['said'] & { service?: string }} */ (await response.json());
    return said.service === 'gateway' ? { ok: response.ok, said } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Waits until every Worker is ok.
 * @param {Running} running
 * @param {Options} options
 * @param {AbortSignal} stopped
 */
async function untilReady(running, { port }, stopped) {
  const deadline = performance.now() + START_MS;
  /** @type {Answer | undefined} */
  let answer;
  while (!stopped.aborted && performance.now() < deadline && !running.hasEnded()) {
    answer = await probe(port);
    if (answer?.ok) return true;
    await pause(100);
  }
  if (stopped.aborted) return false;
  const down = Object.entries(answer?.said.services ?? {}).filter(([, s]) => s.status === 'down');
  const who = down.map(([name]) => name).join(', ') || 'wrangler';
  console.error(`MediaHub: not ready: ${who}. The end of ${shown(logFile(port))}:\n${logTail(port)}`);
  return false;
}

/**
 * Watches until it falls silent, ends, or is to be stopped.
 * @param {Running} running
 * @param {Options} options
 * @param {AbortSignal} stopped
 * @returns {Promise<'steady' | 'shaky'>} how long it had gone well
 */
async function whileAnswering(running, { port }, stopped) {
  const since = performance.now();
  let heard = since;
  while (!stopped.aborted && !running.hasEnded() && performance.now() - heard < SILENCE_MS) {
    await pause(1_000, undefined, { signal: stopped }).catch(() => {});
    if (await probe(port)) heard = performance.now();
  }
  return heard - since > STEADY_MS ? 'steady' : 'shaky';
}

/**
 * Keeps MediaHub running until `stopped`.
 * @param {Options} options
 * @param {AbortSignal} stopped
 * @throws Refusal when it does not start, or does not stay
 */
export async function supervise(options, stopped) {
  const address = `http://localhost:${options.port}`;
  for (let restarts = 0; ; restarts++) {
    const running = startWrangler(options);
    try {
      const ready = await untilReady(running, options, stopped);
      if (stopped.aborted) return;
      if (!ready && restarts === 0) throw refusal('it did not start.');
      if (ready) {
        console.log(`MediaHub is running at ${address}`);
        if ((await whileAnswering(running, options, stopped)) === 'steady') restarts = 0;
      }
    } finally {
      await running.stop();
    }
    if (stopped.aborted) return;
    if (restarts >= RESTARTS) throw refusal(`it stopped answering ${RESTARTS} times in a row. See ${shown(logFile(options.port))}.`);
    console.error(`MediaHub: no answer for ${SILENCE_MS / 1000} s. Starting it again …`);
  }
}
