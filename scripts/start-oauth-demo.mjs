// npm run start:oauth-demo: `npm start`, with stand-ins for GitHub and Google on this machine, so that both logins can be seen
// without an account anywhere. Its state is a folder of its own: who logs in here is no one elsewhere.
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
