// The first screen of a user without media: try it with pictures that are drawn here, or take the tour.
import { Compass, FlaskConical, ImagePlus, Waypoints } from 'lucide-react';
import { Link } from 'react-router';
import { goTo } from '../../entities/tour/tour.ts';
import { useDemoUpload } from '../../entities/upload/useDemoUpload.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';

const PICTURES = 6;

/** Their words are those of the moment. */
const LINKS = () => [
  { to: '/learn', says: t.library.toLabs, icon: FlaskConical },
  { to: '/map', says: t.library.toMap, icon: Waypoints },
];

export function FirstVisit() {
  const demo = useDemoUpload();
  return (
    <div className="mt-5 flex flex-wrap justify-center gap-3">
      <Button tone="primary" icon={ImagePlus} busy={demo.busy} onClick={() => void demo.upload(PICTURES)}>
        {t.library.loadDemo}
      </Button>
      <Button icon={Compass} onClick={() => goTo('upload')}>
        {t.library.takeTour}
      </Button>
      {LINKS().map(({ to, says, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className="inline-flex h-10 items-center gap-2 rounded-lg px-4 text-sm font-medium text-accent hover:underline"
        >
          <Icon className="size-4" aria-hidden />
          {says}
        </Link>
      ))}
    </div>
  );
}
