// Holds the place of what is being loaded, in its shape.
import { t } from '../i18n/texts.ts';

interface Props {
  count: number;
  className: string;
}

export function Skeletons({ count, className }: Props) {
  return (
    <>
      <span role="status" className="sr-only">
        {t.common.loading}
      </span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} aria-hidden className={`animate-breathe rounded-2xl bg-line/60 ${className}`} />
      ))}
    </>
  );
}
