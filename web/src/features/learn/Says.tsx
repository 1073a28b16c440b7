// A line of a lesson: words, code, and links to pages of this system. One that names what is not there yet is only words.
import { Fragment } from 'react';
import { Link } from 'react-router';
import { filled, type Inline } from '#labs/engine/inline';
import type { Places } from '#labs/engine/lab';
import { SourcePath } from '../../ui/SourcePath.tsx';

export const Says = ({ says, places = {} }: { says: readonly Inline[]; places?: Places }) => (
  <>
    {says.map((part, index) => (
      // The parts of a line never move.
      <Fragment key={index}>{partOf(part, places)}</Fragment>
    ))}
  </>
);

function partOf(part: Inline, places: Places) {
  switch (part.is) {
    case 'words':
      return part.text;
    case 'strong':
      return <strong className="font-semibold text-ink">{part.text}</strong>;
    case 'code':
      return <code className="rounded bg-sunken px-1 font-mono text-[0.85em] text-ink">{part.text}</code>;
    case 'source':
      return <SourcePath path={part.path} />;
    case 'page': {
      const to = filled(part.to, places);
      return to === null ? (
        part.text
      ) : (
        <Link
          to={to}
          className="font-medium text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
        >
          {part.text}
        </Link>
      );
    }
  }
}
