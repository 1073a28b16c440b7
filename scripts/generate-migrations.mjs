// npm run db:generate -- <name>: writes the SQL that leads from the last migration to the table definitions of each
// Worker. Read it before it is committed: seed rows and full-text tables are added by hand.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async ([name]) => {
  const { globSync } = await import('node:fs');
  const { join, relative } = await import('node:path');
  const { at, ROOT, WORKER_FOLDERS } = await import('./lib/node/layout.mjs');
  const { runTool } = await import('./lib/process/tool.ts');
  const { unstable_readConfig } = await import('wrangler');

  for (const folder of WORKER_FOLDERS) {
    const config = unstable_readConfig({ config: join(folder, 'wrangler.toml') });
    const sources = folder === ROOT ? at('workers', 'gateway', 'src') : join(folder, 'src');
    const tables = join(relative(ROOT, sources), '**', 'table.ts');
    for (const { migrations_dir } of config.d1_databases) {
      if (migrations_dir === undefined || globSync(tables, { cwd: ROOT }).length === 0) continue;
      // Relative: drizzle-kit does not find its own snapshots below an absolute path.
      const out = relative(ROOT, join(folder, migrations_dir));
      const named = name === undefined ? [] : [`--name=${name}`];
      const code = await runTool('drizzle-kit', [
        'generate',
        '--dialect=sqlite',
        `--schema=${tables}`,
        `--out=${out}`,
        ...named,
      ]);
      if (code !== 0) return code;
    }
  }
  return 0;
});
