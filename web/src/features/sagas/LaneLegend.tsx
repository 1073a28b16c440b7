// What the drawing of the lanes says: arrows, bars, the line within a bar, and colours.
import { t, type Texts } from '../../i18n/texts.ts';

type Name = keyof Texts['sagas']['laneLegend'];

const SIGNS: Record<Name, string> = {
  done: 'fill-good-soft stroke-good',
  refused: 'fill-bad-soft stroke-bad',
  lost: 'fill-warn-soft stroke-warn',
  open: 'fill-accent-soft stroke-accent',
  undo: 'fill-sunken stroke-soft',
  divider: 'fill-good-soft stroke-good',
};

export const LaneLegend = () => (
  <ul className="flex flex-wrap gap-x-5 gap-y-1.5 border-t border-line px-4 py-3 text-xs text-soft">
    {(Object.keys(SIGNS) as Name[]).map((name) => (
      <li key={name} className="inline-flex items-center gap-2">
        <svg aria-hidden width={26} height={14} className="shrink-0">
          <rect
            x={0.5}
            y={0.5}
            width={25}
            height={13}
            rx={4}
            strokeDasharray={name === 'undo' ? '3 2' : undefined}
            className={SIGNS[name]}
          />
          {name === 'divider' && <line x1={10} x2={10} y1={0} y2={14} className="stroke-good" />}
        </svg>
        {t.sagas.laneLegend[name]}
      </li>
    ))}
  </ul>
);
