// Why a media item is not as it should be: by its code in the reader's language, else in the server's words.
import { t } from '../../i18n/texts.ts';
import type { Media } from './media.ts';

export const reasonOf = ({ reason, reason_code }: Pick<Media, 'reason' | 'reason_code'>): string | null =>
  (reason_code && t.library.reasons[reason_code]) || (reason && t.words.said(reason));
