// A catalogue that takes every event as it is: for tests that are about something else than schemas.
import type { Catalogue } from '../event/catalogue.ts';

export const ANY_EVENTS: Catalogue = {
  types: new Map(),
  currentVersion: () => 1,
  invalid: () => null,
  upcast: (event) => event,
  known: (event) => event,
};
