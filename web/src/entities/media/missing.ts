// Why a media item has no picture: at which step of its saga, for what reason, and what a person can do about it. Pure, but for
// the language.
import { t } from '../../i18n/texts.ts';
import type { Media } from './media.ts';
import { reasonOf } from './reason.ts';

type Known = Pick<Media, 'status' | 'thumbnail_url' | 'reason' | 'reason_code'>;

/** How it can be tried again: by drawing a picture of the stored file here, or by sending the file again. */
export type Way = 'draw' | 'send';

export interface Missing {
  step: string;
  why: string;
  /** What to do, in words; null where the reason says it. */
  todo: string | null;
  way: Way | null;
}

/** What the saga wrote when it undid an upload: 'add_to_default_album: the album is full (album_full)'. */
const UNDONE = /^([a-z_]+): (.*) \(([a-z_]+)\)$/s;

/** A file that is refused for what it is would be refused again. */
const FOR_GOOD: ReadonlySet<string> = new Set(['not_a_video']);

const stepName = (step: string): string => t.sagas.steps[step] ?? step;

function undone({ reason, reason_code }: Known): Missing {
  const [, step = 'process', said = reason ?? '', code = reason_code ?? ''] = UNDONE.exec(reason ?? '') ?? [];
  const forGood = FOR_GOOD.has(code);
  return {
    step: stepName(step),
    why: t.library.reasons[code] ?? t.words.said(said),
    todo: forGood ? null : t.library.sendAgain,
    way: forGood ? null : 'send',
  };
}

/** Null where there is a picture, or while it is being made. */
export function missingOf(media: Known): Missing | null {
  if (media.status === 'compensated') return undone(media);
  const why = reasonOf(media) ?? t.library.unknown;
  if (media.status === 'failed') return { step: stepName('process'), why, todo: t.library.beingUndone, way: null };
  if (media.status === 'processed' && media.thumbnail_url === null)
    return { step: stepName('process'), why, todo: t.library.drawHere, way: 'draw' };
  return null;
}
