// 日本語: the same texts as in English, as one would write them in Japanese.
import type { Texts } from './en.ts';
import { albums } from './ja/albums.ts';
import { chaos } from './ja/chaos.ts';
import { common } from './ja/common.ts';
import { events } from './ja/events.ts';
import { exports } from './ja/exports.ts';
import { invariants } from './ja/invariants.ts';
import { library } from './ja/library.ts';
import { login } from './ja/login.ts';
import { notifications } from './ja/notifications.ts';
import { parked } from './ja/parked.ts';
import { presets } from './ja/presets.ts';
import { problems } from './ja/problems.ts';
import { sagas } from './ja/sagas.ts';
import { settings } from './ja/settings.ts';
import { timeTravel } from './ja/timeTravel.ts';
import { system } from './ja/system.ts';

export const ja: Texts = {
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
