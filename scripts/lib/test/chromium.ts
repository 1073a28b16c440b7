// The browser of the browser tests: the machine's own Chromium, or the one that `CHROMIUM` names.
import { existsSync } from 'node:fs';
import { userError } from '../node/user-error.mjs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @throws UserError when there is none */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  const found = (named ? [named] : USUAL_PLACES).find((file) => existsSync(file));
  if (found) return found;
  throw userError(
    named
      ? `there is no browser at CHROMIUM=${named}.`
      : 'the browser tests need Chromium (Debian: apt-get install chromium fonts-ipafont-gothic), or CHROMIUM=/path/to/it.',
  );
}
