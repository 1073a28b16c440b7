// npm run guides: carries out every how-to, one upon the other, in a copy of the tree. `npm run guides -- add-a-column` ends
// with that one.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async ([last]) => {
  const { followGuides } = await import('./lib/docs/guides.ts');
  const { passed, failed } = await followGuides({ last, inPlace: true });
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
