// npm run test:soak: the event store's properties, tried for as long as told (DURATION in seconds, a minute if nothing is
// said), in Node and inside workerd side by side. A failure prints its seed and path; SEED=… PLAN=… runs that one again.
import { enter } from './enter.mjs';

enter(import.meta.url, async (args) => {
  const { runTool } = await import('./tool.mjs');
  const { DURATION = '60', SEED = '', PLAN = '' } = process.env;
  const soak = { SOAK_SECONDS: DURATION, SEED, PLAN };
  const tests = args.length > 0 ? args : ['world.test', 'story.workerd.test'];
  return runTool('vitest', ['run', '--project', 'domain', '--project', 'eventstore', ...tests], soak);
});
