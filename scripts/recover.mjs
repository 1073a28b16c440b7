// npm run recover: after a restore, says what has to be done to bring the stores together again; with `-- --act` it does it.
// `--epoch "<why>"` before that: the stores were put back as a whole. `--sagas`: the objects of the sagas were. `--keep log|both
// <id>`: decides a stream with two histories. `--account <old id> <new id>`: the person who logs in as the new user is the old one.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { parseArgs } = await import('node:util');
  const { stateFolder } = await import('./lib/node/layout.mjs');
  const { act, decide, objectsIn, plan } = await import('./lib/recover/recover.ts');
  const { attachAccount } = await import('./lib/recover/accounts.ts');
  const { wantedPort } = await import('./lib/process/port.ts');
  const { logIn } = await import('./lib/seed/client.ts');
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      act: { type: 'boolean' },
      epoch: { type: 'string' },
      sagas: { type: 'boolean' },
      keep: { type: 'string' },
      account: { type: 'boolean' },
    },
  });

  const call = await logIn(`http://localhost:${wantedPort()}`, null);
  if (values.keep !== undefined) {
    for (const id of positionals) console.log(await decide(call, id, values.keep));
    return 0;
  }
  if (values.account) {
    console.log(await attachAccount(call, positionals));
    return 0;
  }
  const objects = objectsIn(stateFolder());
  for (const line of await plan(call, objects, values.sagas)) console.log(line);
  if (!values.act) console.log('\nNothing was changed. To do it: npm run recover -- --act');
  else
    for (const line of await act(call, objects, { epoch: values.epoch, sagas: values.sagas })) console.log(line);
  return 0;
});
