// A supervisor that lets it crash: wrangler can end up alive but deaf (its proxy killed, its port still taken), so
// what counts is an answer from /health. Without one for 10 s, the whole process group is ended and started again.
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { shown } from './layout.mjs';
import { refusal } from './refusal.mjs';
import { logFile, startWrangler } from './wrangler-dev.mjs';

/** @typedef {import('./wrangler-dev.mjs').Running} Running */
/** @typedef {{ ok: boolean, said: { services?: Record<string, { status: string }> } }} Answer */
/** @typedef {{ port: number, state: string, address?: string }} Options `address`: where people find it, if not at the port */

const START_MS = 60_000;
const SILENCE_MS = 10_000;
const STEADY_MS = 60_000;
const RESTARTS = 3;

/** @param {string} file */
const tail = (file) => readFileSync(file, 'utf8').trim().split('\n').slice(-20).join('\n');

/**
 * @param {number} port
 * @param {number} patienceMs
 * @returns {Promise<Answer | undefined>} undefined when nobody, or somebody else, answers
 */
async function probe(port, patienceMs) {
  try {
    const response = await fetch(`http://localhost:${port}/health`, { signal: AbortSignal.timeout(patienceMs) });
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
 * @returns {Promise<string>} who is not ready, or ''
 */
async function untilReady(running, { port }, stopped) {
  const deadline = performance.now() + START_MS;
  /** @type {Answer | undefined} */
  let answer;
  while (!stopped.aborted && !running.hasEnded() && performance.now() < deadline) {
    answer = await probe(port, 3_000);
    if (answer?.ok) return '';
    await pause(100);
  }
  const down = Object.entries(answer?.said.services ?? {}).filter(([, { status }]) => status === 'down');
  return down.map(([name]) => name).join(', ') || 'wrangler';
}

/**
 * Watches until it falls silent, ends, or is to be stopped.
 * @param {Running} running
 * @param {Options} options
 * @param {AbortSignal} stopped
 * @returns {Promise<boolean>} whether it had gone well for long
 */
async function whileAnswering(running, { port }, stopped) {
  const since = performance.now();
  let heard = since;
  while (!stopped.aborted && !running.hasEnded() && performance.now() - heard < SILENCE_MS) {
    await pause(1_000, undefined, { signal: stopped }).catch(() => {});
    if (await probe(port, SILENCE_MS)) heard = performance.now();
  }
  return heard - since > STEADY_MS;
}

/**
 * One life: from the start of wrangler to the end of its process group.
 * @param {Options} options
 * @param {AbortSignal} stopped
 * @returns {Promise<{ missing: string, steady: boolean }>} who never got ready, and whether it went well for long
 */
async function live(options, stopped) {
  const running = startWrangler(options);
  try {
    const missing = await untilReady(running, options, stopped);
    if (missing) return { missing, steady: false };
    console.log(`MediaHub is running at ${options.address ?? `http://localhost:${options.port}`}`);
    return { missing, steady: await whileAnswering(running, options, stopped) };
  } finally {
    await running.stop();
  }
}

/**
 * Keeps MediaHub running until `stopped`.
 * @param {Options} options
 * @param {AbortSignal} stopped
 * @throws Refusal when it does not start, or does not stay
 */
export async function supervise(options, stopped) {
  const log = logFile(options.port);
  rmSync(log, { force: true });
  for (let restarts = 0; ; restarts++) {
    const { missing, steady } = await live(options, stopped);
    if (stopped.aborted) return;
    if (missing && restarts === 0)
      throw refusal(`it did not start: ${missing} is not ready. From ${shown(log)}:\n${tail(log)}`);
    if (steady) restarts = 0;
    if (restarts >= RESTARTS)
      throw refusal(`it has stopped answering ${RESTARTS + 1} times in a row. From ${shown(log)}:\n${tail(log)}`);
    console.error(`MediaHub: no answer. Starting it again …`);
  }
}
