// Tests of the saga Worker inside workerd: real coordinators, real D1, and participants that answer from a script.
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';
import { propertyEnv } from '../../shared/engine/testing/property-env.ts';
import { SAGAS } from './src/sagas/registry.ts';
import { inWorkerd } from '../../shared/mediahub/testing/in-workerd.ts';

const here = import.meta.dirname;
/** The coordinators of test/faulty-objects.ts: classes of the Worker under test, each bound by its name. */
const shells = ['Watched', 'DeafToRestarts', 'LoadedDice', 'Unguarded', 'StartsAgain'];
/** The methods of the participants: of every command that a saga sends. */
const METHODS = SAGAS.flatMap(({ steps, whenFailed }) => [...steps, ...whenFailed])
  .flatMap(({ ask, compensation }) => [ask, compensation && 'command' in compensation ? compensation : undefined])
  .flatMap((sent) => (sent ? [sent.command.slice(sent.command.indexOf('.') + 1)] : []));
const participant = { name: 'participants', entrypoint: 'Participant' };

export default defineProject({
  plugins: [
    cloudflareTest(async () => ({
      main: join(here, 'test/worker.ts'),
      wrangler: { configPath: join(here, 'wrangler.toml') },
      miniflare: {
        bindings: {
          FORWARD_KEYS: 'unused:unused',
          TRIALS: propertyEnv(),
          MIGRATIONS: await readD1Migrations(join(here, '../../migrations/saga')),
        },
        durableObjects: Object.fromEntries(shells.map((className) => [className, { className, useSQLite: true }])),
        serviceBindings: {
          MEDIA: participant,
          ALBUM: participant,
          NOTIFICATION: participant,
          EXPORTER: participant,
          BROWSERS: participant,
          CHAOS: participant,
          CONTROL: { name: 'participants', entrypoint: 'Control' },
        },
        workers: [
          {
            name: 'participants',
            compatibilityDate: '2026-10-01',
            modules: true,
            scriptPath: join(here, 'test/participants.js'),
            modulesRoot: here,
            bindings: { METHODS },
          },
        ],
      },
    })),
  ],
  test: { ...inWorkerd('saga'), setupFiles: ['./test/migrations.ts'] },
});
