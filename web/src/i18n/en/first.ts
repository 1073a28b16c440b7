// What the first screen and its neighbours say.
import { common } from './common.ts';
import { login } from './login.ts';
import { library } from './library.ts';
import { albums } from './albums.ts';
import { sagas } from './sagas.ts';
import { notifications } from './notifications.ts';
import { events } from './events.ts';
import { settings } from './settings.ts';
import { exports } from './exports.ts';
import { problems } from './problems.ts';
import { terms } from './terms.ts';
import { words } from './words.ts';

export const first = {
  common,
  login,
  library,
  albums,
  sagas,
  notifications,
  events,
  settings,
  exports,
  problems,
  terms,
  words,
};
