// Every invariant of the board, in the order in which it is shown.
import type { Check } from './check.ts';
import { filesAreLiveMedia } from './files.ts';
import { effectiveOnce, neverBoth, positionsDense, versionsDense } from './log.ts';
import { albumsAreFold, inboxIsFold, libraryIsFold } from './readModels.ts';
import { oneSagaPerUpload, sagasMove } from './sagas.ts';

export const CHECKS: readonly Check[] = [
  positionsDense,
  versionsDense,
  oneSagaPerUpload,
  sagasMove,
  neverBoth,
  effectiveOnce,
  libraryIsFold,
  albumsAreFold,
  inboxIsFold,
  filesAreLiveMedia,
];

export type { Finding } from './check.ts';
