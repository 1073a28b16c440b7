// The field's words: no identifier has a name that the field does not use. Stored and public names are a contract and
// are no identifiers of these.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
/** The engine, its shells and its test kits. */
const ENGINE = ['shared/engine', 'workers/eventstore', 'workers/saga', 'workers/system-tests', 'examples'];
/** Banned there → what it is called. Elsewhere each of these may mean another thing. */
const BANNED_IN_ENGINE: Record<string, string> = {
  Parts: 'StoreDependencies, RebuildDependencies, SagaDependencies',
  Standing: 'SubscriptionState',
  strike: 'injectFault',
  drawn: 'pickFault',
  Replayed: 'RetryResult',
  judge: 'assertGuarantees',
  Ask: 'StepCommand',
  replyTo: 'reply',
  wrongWith: 'violationsOf',
};
/** Banned in the whole tree → what it is called. */
const BANNED: Record<string, string> = {
  Surroundings: 'Dependencies',
  Deliverer: 'SubscriptionProcessor',
  Trouble: 'RetryState',
  Tail: 'RecentEvents',
  Overtaking: 'Reordering',
  EDGES: 'INJECTION_POINTS',
  Edge: 'InjectionPoint',
  Ways: 'CallEffects',
  Ordeal: 'FaultScenario',
  undergo: 'runScenario',
  Blow: 'SimulatedFault',
  wrongs: 'violations',
  askOf: 'stepCommandOf',
  commandOf: 'pendingCommand',
  deedsOf: 'routeEvent',
  id_is: 'idOrigin',
  patience_ms: 'conflictTimeoutMs',
  patience: 'timeoutFor',
  trials: 'fcParameters',
  wishes: 'propertyEnv',
  Wishes: 'PropertyEnv',
  Aftermath: 'ObservedOutcome',
  aftermath: 'outcome',
  Wrong: 'Violations',
  Story: 'FaultScenario',
  anyStory: 'anyScenario',
  World: 'Simulation in a simulation, Fakes in the test kit of a Worker, CheckContext in a check of the board',
  world: 'simulation in a simulation, fakes in the test kit of a Worker, context in a check of the board',
  Visitor: 'Principal',
  MediaStanding: 'MediaEligibility',
  mediaStanding: 'mediaEligibility',
};
const EVERYWHERE = ['bench', 'examples', 'labs', 'scripts', 'shared', 'web', 'workers'];
const ITSELF = 'scripts/lib/docs/glossary.test.ts';
const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line);

function bannedNames(folders: readonly string[], banned: Record<string, string>): string[] {
  const word = new RegExp(String.raw`(?<![\w$'"-])(${Object.keys(banned).join('|')})(?![\w$'"-])`);
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => /\.(?:mjs|tsx?)$/.test(file) && !/node_modules|dist\//.test(file) && file !== ITSELF)
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
  expect(bannedNames(ENGINE, BANNED_IN_ENGINE)).toEqual([]);
});

it('no identifier has a name that is banned everywhere', () => {
  expect(bannedNames(EVERYWHERE, BANNED)).toEqual([]);
});
