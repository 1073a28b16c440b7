// English: the catalogue that the others are typed by.
import { albums } from './en/albums.ts';
import { chaos } from './en/chaos.ts';
import { common } from './en/common.ts';
import { events } from './en/events.ts';
import { exports } from './en/exports.ts';
import { invariants } from './en/invariants.ts';
import { library } from './en/library.ts';
import { login } from './en/login.ts';
import { notifications } from './en/notifications.ts';
import { parked } from './en/parked.ts';
import { presets } from './en/presets.ts';
import { problems } from './en/problems.ts';
import { sagas } from './en/sagas.ts';
import { settings } from './en/settings.ts';
import { timeTravel } from './en/timeTravel.ts';
import { system } from './en/system.ts';

export const en = {
  common,
  login,
  library,
  albums,
  sagas,
  notifications,
  events,
  system,
  parked,
  timeTravel,
  settings,
  exports,
  chaos,
  invariants,
  presets,
  problems,
};

export type Texts = typeof en;
