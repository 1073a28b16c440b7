import { ZoomIn, ZoomOut } from 'lucide-react';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import type { Zoom } from './useZoom.ts';

interface Props {
  zoom: Zoom;
  onZoomIn: () => void;
  onZoomOut: () => void;
}

export function ZoomButton({ zoom, onZoomIn, onZoomOut }: Props) {
  const isIn = zoom.is === 'in';
  return (
    <>
      <Button
        small
        icon={isIn ? ZoomOut : ZoomIn}
        busy={zoom.is === 'making'}
        onClick={isIn ? onZoomOut : onZoomIn}
      >
        {isIn ? t.library.zoomOut : t.library.zoomIn}
      </Button>
      <span aria-live="polite" className="text-sm text-soft">
        {zoom.is === 'making' && zoom.slow && t.library.makingZoom}
      </span>
    </>
  );
}
