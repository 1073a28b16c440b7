// One place of the map: a link to the page that shows it, with its numbers.
import { Link } from 'react-router';
import type { Box } from './layout.ts';
import type { BoxText } from './box-texts.ts';

const TONES = { plain: 'text-soft', warn: 'font-medium text-warn', bad: 'font-medium text-bad' };

export function MapBox({ box: { name, to, lines }, place }: { box: BoxText; place: Box }) {
  const { x, y, width, height } = place;
  return (
    <Link
      to={to}
      style={{ left: x, top: y, width, height }}
      className="absolute flex flex-col justify-center overflow-hidden rounded-xl border border-line bg-surface px-2.5 shadow-card transition-colors hover:border-line-strong hover:bg-raised"
    >
      <span className="truncate text-[0.8125rem] leading-5 font-semibold" title={name}>
        {name}
      </span>
      {lines.map(({ text, tone }) => (
        <span
          key={text}
          className={`truncate text-[0.6875rem] leading-4 tabular-nums ${TONES[tone]}`}
          title={text}
        >
          {text}
        </span>
      ))}
    </Link>
  );
}
