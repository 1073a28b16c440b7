// Participants that note every command and answer from a script: per saga and method a list of replies, the last of which
// stays. They live in an isolate of their own, so they survive the death of a coordinator.
import { WorkerEntrypoint } from 'cloudflare:workers';

const calls = [];
const scripts = new Map();

const answer = (method) =>
  async function (context) {
    calls.push({ method, ...context });
    const script = scripts.get(`${context.saga_id} ${method}`) ?? [];
    const reply = script.length > 1 ? script.shift() : (script[0] ?? { status: 'accepted' });
    if (reply === 'throw') throw new Error(`${method} is broken`);
    if (reply === 'hang') await new Promise((resolve) => setTimeout(resolve, 3_000));
    return reply === 'hang' ? { status: 'accepted' } : reply;
  };

export class Participant extends WorkerEntrypoint {
  push() {}
  draw() {
    return null;
  }
}
const METHODS = [
  'process',
  'compensate',
  'purge',
  'addToDefaultAlbum',
  'undoAddToDefaultAlbum',
  'removeFromEveryAlbum',
  'send',
];
for (const method of METHODS) Participant.prototype[method] = answer(method);

export class Control extends WorkerEntrypoint {
  script(sagaId, method, replies) {
    scripts.set(`${sagaId} ${method}`, replies);
  }
  calls(sagaId) {
    return calls.filter((call) => call.saga_id === sagaId);
  }
}

export default { fetch: () => new Response('participants') };
