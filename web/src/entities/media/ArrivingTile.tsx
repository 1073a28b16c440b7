// A file on its way, in the place and the size of the media that it will be.
import { Upload } from 'lucide-react';
import { t } from '../../i18n/texts.ts';

export const ArrivingTile = ({ filename }: { filename: string }) => (
  <div className="overflow-hidden rounded-2xl border border-line bg-surface shadow-card">
    <span className="grid aspect-[4/3] place-items-center bg-sunken text-faint">
      <Upload className="size-7" strokeWidth={1.5} aria-hidden />
    </span>
    <div className="px-3 py-2.5">
      <p className="truncate text-sm font-medium" title={filename}>
        {filename}
      </p>
      <p className="mt-0.5 truncate text-xs text-faint">{t.library.onItsWay}</p>
    </div>
  </div>
);
