// npm run start:oauth-demo: `npm start`, with stand-ins for GitHub and Google on this machine, so that both logins can be seen
// without an account anywhere. It keeps its state in a folder of its own, so users who log in here exist only here.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async () => {
  const { at } = await import('./lib/node/layout.mjs');
  const { start } = await import('./lib/start/start.ts');
  const { startStandIns } = await import('./lib/oauth-demo/stand-ins.ts');

  await start(process.env['MEDIAHUB_STATE'] || at('.wrangler', 'oauth-demo'), async (publicUrl) => {
    const { vars } = await startStandIns(publicUrl);
    console.log('Log in with GitHub or Google: stand-ins on this machine play them, and no account is needed.');
    return vars;
  });
});
