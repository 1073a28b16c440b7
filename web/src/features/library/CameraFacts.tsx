// What the camera wrote: when, with what, how; and where, which is asked for only when its owner wants to see it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../../api/http.ts';
import { formatExposure, formatTaken } from '../../entities/media/camera.ts';
import type { Media } from '../../entities/media/media.ts';
import { t } from '../../i18n/texts.ts';
import { Fact } from './Fact.tsx';

function Place({ id }: { id: string }) {
  const [wanted, setWanted] = useState(false);
  const { data } = useQuery({
    queryKey: ['media', 'location', id],
    queryFn: ({ signal }) => read('GET /api/v1/media/:id/location', { path: { id }, signal }),
    enabled: wanted,
  });
  if (data) return <>{`${data.latitude.toFixed(5)}, ${data.longitude.toFixed(5)}`}</>;
  return (
    <button type="button" className="font-medium text-accent hover:underline" onClick={() => setWanted(true)}>
      {t.library.showPlace}
    </button>
  );
}

export function CameraFacts({ media }: { media: Media }) {
  const { taken_at, camera, exposure, located, video_codec, made_of } = media;
  const device = [camera?.make, camera?.model].filter(Boolean).join(' ');
  return (
    <>
      {taken_at && <Fact name={t.library.taken}>{formatTaken(taken_at)}</Fact>}
      {device !== '' && <Fact name={t.library.camera}>{device}</Fact>}
      {camera?.lens && <Fact name={t.library.lens}>{camera.lens}</Fact>}
      {exposure && <Fact name={t.library.exposure}>{formatExposure(exposure)}</Fact>}
      {located && (
        <Fact name={t.library.place}>
          <Place id={media.id} />
        </Fact>
      )}
      {video_codec && <Fact name={t.library.codec}>{video_codec}</Fact>}
      {made_of !== null && made_of !== 'original' && (
        <Fact name={t.library.picture}>{t.library.madeOf[made_of]}</Fact>
      )}
    </>
  );
}
