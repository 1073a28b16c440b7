// Participants that note every command and answer from a script: per saga and method a list of words, the last of which
// stays. They live in an isolate of their own, so they survive the death of a coordinator. A participant with a seat
// remembers: a command takes effect once, an undo leaves a tombstone that refuses a late do, and every fact is counted.
import { env, WorkerEntrypoint } from 'cloudflare:workers';

const calls = [];
const scripts = new Map();
const seats = new Map();

const NO = { status: 'rejected', code: 'no', reason: 'it said no' };
const ACCEPTED = { status: 'accepted' };
const silence = () => new Promise((resolve) => setTimeout(resolve, 3_000));

function takeEffect({ saga_id, command_id, step }) {
  const seat = seats.get(saga_id);
  if (!seat) return ACCEPTED;
  if (seat.done.has(command_id)) return { status: 'already', position: null };
  const undo = command_id.endsWith(':undo');
  if (!undo && seat.gone.has(step)) return NO;
  seat.done.add(command_id);
  seat.facts.push({ command_id, step, undo, failed: false });
  if (!undo) seat.inEffect.add(step);
  for (const name of undo ? (seat.undoes[step] ?? [step]) : []) {
    seat.inEffect.delete(name);
    seat.gone.add(name);
  }
  return ACCEPTED;
}

const answer = (method) =>
  async function (context) {
    calls.push({ method, ...context });
    const seat = seats.get(context.saga_id);
    const script = scripts.get(`${context.saga_id} ${method}`) ?? [];
    const word = script.length > 1 ? script.shift() : (script[0] ?? 'well');
    switch (word) {
      case 'well':
        return takeEffect(context);
      case 'throw':
        throw new Error(`${method} is broken`);
      case 'lost':
        takeEffect(context);
        throw new Error(`the answer of ${method} is lost`);
      case 'hang':
        takeEffect(context);
        await silence();
        return ACCEPTED;
      case 'late':
        seat.late.push(context);
        await silence();
        return ACCEPTED;
      case 'fail':
        seat.facts.push({ command_id: context.command_id, step: context.step, undo: false, failed: true });
        return ACCEPTED;
      default:
        return word;
    }
  };

export class Participant extends WorkerEntrypoint {
  push() {}
  draw() {
    return null;
  }
}
// Every command that a saga sends: vitest.config.ts takes them from the definitions.
for (const method of env.METHODS) Participant.prototype[method] = answer(method);

export class Control extends WorkerEntrypoint {
  script(sagaId, method, words) {
    scripts.set(`${sagaId} ${method}`, words);
  }
  calls(sagaId) {
    return calls.filter((call) => call.saga_id === sagaId);
  }
  /** From now on this saga's participants remember. `views`: what becomes of the monitor's first writes. */
  seat(sagaId, { inEffect, undoes, views }) {
    const memory = { done: new Set(), gone: new Set(), inEffect: new Set(inEffect), facts: [], late: [] };
    seats.set(sagaId, { ...memory, undoes, views, lateViews: [] });
  }
  /** What is true by now: `facts` as a log would have them, and the steps that are in effect. */
  facts(sagaId) {
    const { facts, inEffect } = seats.get(sagaId);
    return { facts, inEffect: [...inEffect] };
  }
  /** What was held up on the way arrives. */
  arrive(sagaId) {
    for (const context of seats.get(sagaId).late.splice(0)) takeEffect(context);
    return seats.get(sagaId).lateViews.splice(0);
  }
  fateOf(view) {
    const { views, lateViews } = seats.get(view.id) ?? { views: [], lateViews: [] };
    const fate = views.shift() ?? 'well';
    if (fate === 'late') lateViews.push(view);
    return fate;
  }
}

export default { fetch: () => new Response('participants') };
