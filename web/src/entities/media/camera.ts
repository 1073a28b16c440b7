// When and how a picture was taken, as people read it.
import { language } from '../../i18n/texts.ts';
import type { Media } from './media.ts';

/** The camera's own clock, with its distance from UTC where it said it: never turned into the reader's time. */
export function formatTaken({ local, zone }: NonNullable<Media['taken_at']>): string {
  const text = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${local}Z`));
  return zone === null ? text : `${text} (UTC${zone})`;
}

/** '1/125 s · f/1.8 · ISO 50 · 4.2 mm' */
export function formatExposure({
  seconds,
  f_number,
  iso,
  focal_length_mm,
}: NonNullable<Media['exposure']>): string {
  const time = seconds === null ? null : seconds < 0.5 ? `1/${Math.round(1 / seconds)} s` : `${seconds} s`;
  return [
    time,
    f_number === null ? null : `f/${f_number}`,
    iso === null ? null : `ISO ${iso}`,
    focal_length_mm === null ? null : `${focal_length_mm} mm`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
