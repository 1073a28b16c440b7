// What shapes and colours mean, and how many messages of each kind have passed since the map was opened: with reduced motion
// this and the list below are the map's movement.
import { t, type Texts } from '../../i18n/texts.ts';
import { useNow } from '../../ui/useNow.ts';
import type { Counters, Traffic } from './useTraffic.ts';

const DOTS: Record<keyof Counters, string> = {
  events: 'rounded-full bg-soft',
  commands: 'rounded-xs bg-accent',
  answers: 'rounded-xs bg-good',
  lost: 'rounded-xs border-2 border-bad',
  refused: 'rounded-full border-2 border-warn',
};

type Legends = Texts['map']['legend'];
/** Circles: whose event it is. */
const EVENTS: Record<keyof Legends['events'], string> = {
  media: 'rounded-full bg-media',
  album: 'rounded-full bg-album',
  notification: 'rounded-full bg-notification',
  export: 'rounded-full bg-accent',
  other: 'rounded-full bg-user',
  refused: 'rounded-full border-2 border-warn',
};
/** Squares: what a saga sends and is answered. */
const MESSAGES: Record<keyof Legends['messages'], string> = {
  command: 'rounded-xs bg-accent',
  done: 'rounded-xs bg-good',
  no: 'rounded-xs bg-bad',
  undone: 'rounded-xs bg-warn',
  lost: 'rounded-xs border-2 border-bad',
};

export function Legend({ counters, traffic }: { counters: Counters; traffic: Traffic }) {
  // Looked at again each second: the last second's messages are another number then.
  useNow(1000);
  const skipped = traffic.skipped();
  const { legend } = t.map;
  return (
    <div className="mt-4 space-y-2 border-t border-line pt-3 text-xs text-soft">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1.5">
        <span className="text-faint">{t.map.sinceOpened}</span>
        {(Object.keys(DOTS) as (keyof Counters)[]).map((name) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`size-2.5 ${DOTS[name]}`} />
            {t.map.counters[name]}
            <span className="min-w-4 font-mono text-ink tabular-nums">{counters[name]}</span>
          </span>
        ))}
        <span role="status" className="ml-auto text-warn">
          {skipped > 0 && t.map.sampled(skipped)}
        </span>
      </div>
      <Kinds says={legend.circles} looks={EVENTS} names={legend.events} />
      <Kinds says={legend.squares} looks={MESSAGES} names={legend.messages} />
      <p className="text-faint">{legend.boxes}</p>
    </div>
  );
}

interface KindsProps<Name extends string> {
  says: string;
  looks: Record<Name, string>;
  names: Record<Name, string>;
}

const Kinds = <Name extends string>({ says, looks, names }: KindsProps<Name>) => (
  <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
    <span className="text-faint">{says}</span>
    <ul aria-label={says} className="contents">
      {(Object.keys(looks) as Name[]).map((name) => (
        <li key={name} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={`size-2.5 ${looks[name]}`} />
          {names[name]}
        </li>
      ))}
    </ul>
  </div>
);
