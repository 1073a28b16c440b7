// Where a session is, in the few words by which its owner knows it again: 'Firefox on macOS', 'Kyoto, JP'. What a browser says
// about itself is a claim: it is shown to its own user, and decides nothing.
import { madeSafe } from '#shared/http/user-text';
import { isThisMachine } from '../login/dev-login.ts';
import { addressOf } from '../edge/rate-limit/limit.ts';
import type { Whereabouts } from './sessions.ts';

/** In this order: Edge says Chrome too, and Chrome says Safari. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const firstOf = (table: readonly [RegExp, string][], text: string): string | undefined =>
  table.find(([pattern]) => pattern.test(text))?.[1];

/** 'Chrome on Linux'; of a program its own first word, such as 'curl/8.5.0'. */
export function deviceOf(userAgent: string): string {
  const [browser, system] = [firstOf(BROWSERS, userAgent), firstOf(SYSTEMS, userAgent)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? madeSafe(userAgent.split(' ')[0] ?? '', 60);
}

export function whereaboutsOf(request: Request): Whereabouts {
  const device = deviceOf(request.headers.get('user-agent') ?? '');
  if (isThisMachine(request.url)) return { device, place: 'localhost' };
  const { city, country } = (request.cf ?? {}) as { city?: string; country?: string };
  const place = [city, country].filter(Boolean).join(', ');
  return { device, place: madeSafe(place, 100) || addressOf(request) };
}
