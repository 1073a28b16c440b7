// The field's words: what shared/engine, the Workers eventstore and saga, and the test kits called things before. No
// identifier there is called so again. Stored and public names are a contract and are no identifiers of these.
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
  World: 'Simulation',
  world: 'simulation',
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
const WORD = new RegExp(String.raw`(?<![\w$'"-])(${Object.keys(BANNED).join('|')})(?![\w$'"-])`);
const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line);

it('no identifier has a name of before', () => {
  const found = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
      .flatMap((file) =>
        readFileSync(join(ROOT, room, file), 'utf8')
          .split('\n')
          .flatMap((line, n) => {
            const [, word] = isComment(line) ? [] : (WORD.exec(line) ?? []);
            return word ? [`${room}/${file}:${n + 1}: ${word} is called ${BANNED[word]}`] : [];
          }),
      ),
  );
  expect(found).toEqual([]);
});
