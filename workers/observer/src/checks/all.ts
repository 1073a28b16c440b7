// Every invariant of the board, in the order in which it is shown.
import { accountsAreKnown } from './accounts.ts';
import { albumsAreFold } from './albums.ts';
import type { Check } from './check.ts';
import { filesAreLiveMedia } from './files.ts';
import { inboxIsFold } from './inbox.ts';
import { libraryIsFold } from './library.ts';
import { effectiveOnce, neverBoth, positionsDense, versionsDense } from './log.ts';
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
  accountsAreKnown,
];

export type { Broken, Check, Finding } from './check.ts';
