// Secrets of a clone: random, written on the first start, never a default. Each Worker reads the `.dev.vars` beside
// its wrangler.toml; .dev.vars.example says what they are. What is already there is kept, but a weak key is refused.
import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseEnv } from 'node:util';
import { parseKeys } from '#shared/http/keys';
import { ROOT, shown, WORKER_FOLDERS } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';

const randomKey = () => `k1:${randomBytes(32).toString('base64url')}`;

const read = (folder: string) => {
  const file = join(folder, '.dev.vars');
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : undefined;
};

/**
 * Closes a secrets file that other users could read, after a copy or a careless editor, and warns about it: a program cannot know
 * whether the file has been read. Windows has no such permission bits.
 */
export function closeToOthers(folder: string) {
  const file = join(folder, '.dev.vars');
  if (process.platform === 'win32' || !existsSync(file) || (statSync(file).mode & 0o077) === 0) return;
  chmodSync(file, 0o600);
  console.error(
    `MediaHub: other users of this machine could read ${shown(file)}; now only you can. ` +
      'If somebody may have read it, delete it and start again: new secrets are written.',
  );
}

function refuseWeak(name: string, value: string, folder: string) {
  try {
    parseKeys(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw userError(
      `${name} in ${shown(join(folder, '.dev.vars'))} is not a secret: ${why}.\n` +
        `Delete ${name} from every .dev.vars and start again: a random one is written.`,
    );
  }
}

/** @throws UserError when a secret is weak, or the Workers do not share one forward key */
export function writeSecrets() {
  WORKER_FOLDERS.forEach(closeToOthers);
  const found = WORKER_FOLDERS.map((folder) => ({ folder, vars: read(folder) }));
  for (const { folder, vars } of found)
    for (const name of ['FORWARD_KEYS', 'CLIENT_KEYS'])
      if (vars?.[name] !== undefined) refuseWeak(name, vars[name], folder);

  const shared = new Set(found.flatMap(({ vars }) => vars?.['FORWARD_KEYS'] ?? []));
  if (shared.size > 1)
    throw userError(
      'FORWARD_KEYS differs between the .dev.vars files, but the gateway and the services share it.\n' +
        'Delete it from every .dev.vars and start again: a random one is written.',
    );
  const [forward = randomKey()] = shared;

  for (const { folder, vars } of found) {
    const isGateway = folder === ROOT;
    const lines = [];
    if (vars?.['FORWARD_KEYS'] === undefined) lines.push(`FORWARD_KEYS="${forward}"`);
    if (isGateway && vars?.['CLIENT_KEYS'] === undefined) lines.push(`CLIENT_KEYS="${randomKey()}"`);
    // Only into a new file: a developer deletes this line to switch the dev login off.
    if (!vars && (isGateway || basename(folder) === 'eventstore')) lines.push('DEV_LOGIN="on"');
    if (lines.length > 0) appendFileSync(join(folder, '.dev.vars'), `${lines.join('\n')}\n`, { mode: 0o600 });
  }
}
