// Times as people say them, with the exact instant as tooltip.
import { language, t, type Language } from '../i18n/texts.ts';
import { useNow } from './useNow.ts';

const formatsOf = (tag: Language) => ({
  relative: new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' }),
  exact: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' }),
  clock: new Intl.DateTimeFormat(tag, { timeStyle: 'medium', hourCycle: 'h23' }),
});
const FORMATS = { en: formatsOf('en'), ja: formatsOf('ja') } satisfies Record<Language, unknown>;

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

function ago(seconds: number): string {
  if (seconds < 10) return t.common.justNow;
  for (const [unit, size] of UNITS) {
    if (seconds >= size) return FORMATS[language].relative.format(-Math.floor(seconds / size), unit);
  }
  return FORMATS[language].relative.format(-Math.floor(seconds / 10) * 10, 'second');
}

/** '3 min. ago' */
export function TimeAgo({ at }: { at: string }) {
  const now = useNow(10_000);
  const date = new Date(at);
  return (
    <time dateTime={at} title={FORMATS[language].exact.format(date)}>
      {ago(Math.max(0, (now - date.getTime()) / 1000))}
    </time>
  );
}

/** '14:03:22' */
export function ClockTime({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={FORMATS[language].exact.format(date)}>
      {FORMATS[language].clock.format(date)}
    </time>
  );
}

/** 'Nov 28, 2026, 14:03:22' */
export function ClockDate({ at }: { at: string }) {
  return <time dateTime={at}>{FORMATS[language].exact.format(new Date(at))}</time>;
}

const inTime = (left: number): string =>
  left < 60
    ? t.common.inSeconds(left.toFixed(1))
    : t.common.inMinutes(Math.floor(left / 60), Math.floor(left % 60));

/** The time left until `at`, counting down. */
export function Countdown({ at }: { at: string }) {
  const now = useNow(250);
  const left = (new Date(at).getTime() - now) / 1000;
  return <span className="font-mono tabular-nums">{left > 0 ? inTime(left) : t.common.anyMoment}</span>;
}
