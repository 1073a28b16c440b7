// The field's words: no identifier has a name that the field does not use. Stored and public names are a contract and
// are no identifiers of these.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const ROOMS = ['shared/engine', 'workers/eventstore', 'workers/saga', 'workers/system-tests', 'examples'];
/** Banned → what it is called. */
const BANNED: Record<string, string> = {
  Surroundings: 'Dependencies',
  Parts: 'StoreDependencies, RebuildDependencies, SagaDependencies',
  Deliverer: 'SubscriptionProcessor',
  Standing: 'SubscriptionState',
  Trouble: 'RetryState',
  Tail: 'RecentEvents',
  Overtaking: 'Reordering',
  EDGES: 'INJECTION_POINTS',
  Edge: 'InjectionPoint',
  strike: 'injectFault',
  drawn: 'pickFault',
  Ways: 'CallEffects',
  Replayed: 'RetryResult',
  Ordeal: 'FaultScenario',
  undergo: 'runScenario',
  judge: 'assertGuarantees',
  Blow: 'SimulatedFault',
  wrongs: 'violations',
  Ask: 'StepCommand',
  askOf: 'stepCommandOf',
  commandOf: 'pendingCommand',
  deedsOf: 'routeEvent',
  replyTo: 'reply',
  id_is: 'idOrigin',
  patience_ms: 'conflictTimeoutMs',
  patience: 'timeoutFor',
  trials: 'fcParameters',
  wishes: 'propertyEnv',
  Wishes: 'PropertyEnv',
  Aftermath: 'ObservedOutcome',
  aftermath: 'outcome',
  Wrong: 'Violations',
  wrongWith: 'violationsOf',
  Story: 'FaultScenario',
  anyStory: 'anyScenario',
};
/** Banned in the whole tree. */
const BANNED_EVERYWHERE: Record<string, string> = {
  World: 'Simulation in a simulation, Fakes in the test kit of a Worker, CheckContext in a check of the board',
  world: 'simulation in a simulation, fakes in the test kit of a Worker, context in a check of the board',
};
const EVERYWHERE = ['bench', 'examples', 'labs', 'shared', 'web', 'workers'];
const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line);

function bannedNames(rooms: readonly string[], banned: Record<string, string>): string[] {
  const word = new RegExp(String.raw`(?<![\w$'"-])(${Object.keys(banned).join('|')})(?![\w$'"-])`);
  return rooms.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .map((file) => `${room}/${file}`)
      .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
      .flatMap((file) =>
        readFileSync(join(ROOT, file), 'utf8')
          .split('\n')
          .flatMap((line, n) => {
            const [, name] = isComment(line) ? [] : (word.exec(line) ?? []);
            return name ? [`${file}:${n + 1}: ${name} is called ${banned[name]}`] : [];
          }),
      ),
  );
}

it('no identifier of the engine and its kits has a name that is banned there', () => {
  expect(bannedNames(ROOMS, BANNED)).toEqual([]);
});

it('no identifier has a name that is banned everywhere', () => {
  expect(bannedNames(EVERYWHERE, BANNED_EVERYWHERE)).toEqual([]);
});
