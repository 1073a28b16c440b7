// The address of the picture in full size. For a format that the browser cannot show (HEIC) the server first makes a large
// JPEG, which takes seconds: `slow` says that it has taken more than one.
import { useState } from 'react';
import { ApiProblem, write } from '../../api/http.ts';

export type Zoom = { is: 'out' } | { is: 'making'; slow: boolean } | { is: 'in'; url: string };

const SLOW_MS = 1_000;
/** Tries while the decoder is busy with other pictures. */
const [TRIES, AGAIN_MS] = [30, 1_000];

async function zoomUrl(id: string): Promise<string> {
  for (let left = TRIES; ; left--) {
    try {
      return (await write('PUT /api/v1/media/:id/zoom', { path: { id } })).data.url;
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'busy' || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** @param failed called with the reason when there is nothing to zoom into */
export function useZoom(id: string, failed: (error: unknown) => void) {
  const [zoom, setZoom] = useState<Zoom>({ is: 'out' });
  const zoomIn = () => {
    setZoom({ is: 'making', slow: false });
    const timer = setTimeout(() => setZoom({ is: 'making', slow: true }), SLOW_MS);
    zoomUrl(id)
      .then(
        (url) => setZoom({ is: 'in', url }),
        (error: unknown) => {
          setZoom({ is: 'out' });
          failed(error);
        },
      )
      .finally(() => clearTimeout(timer));
  };
  return { zoom, zoomIn, zoomOut: () => setZoom({ is: 'out' }) };
}
