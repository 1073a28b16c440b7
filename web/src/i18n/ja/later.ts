// What the other pages say: fetched with the first of them.
import { account } from './account.ts';
import { chain } from './chain.ts';
import { docs } from './docs.ts';
import { explain } from './explain.ts';
import { system } from './system.ts';
import { learn } from './learn.ts';
import { map } from './map.ts';
import { parked } from './parked.ts';
import { tour } from './tour.ts';
import { fork } from './fork.ts';
import { timeTravel } from './timeTravel.ts';
import { chaos } from './chaos.ts';
import { invariants } from './invariants.ts';
import { journey } from './journey.ts';
import { presets } from './presets.ts';

export const later = {
  account,
  chain,
  docs,
  explain,
  system,
  learn,
  map,
  parked,
  tour,
  timeTravel,
  fork,
  chaos,
  invariants,
  journey,
  presets,
};
