import { describe, expect, it } from 'vitest';
import { formatExposure, formatTaken } from './camera.ts';

describe('when and how a picture was taken', () => {
  it('is the time of the camera, in any time zone of the reader', () => {
    const [here, there] = [null, '+09:00'].map((zone) => formatTaken({ local: '2024-05-06T07:08:09', zone }));
    expect(here).toMatch(/7:08/);
    expect(there).toBe(`${here} (UTC+09:00)`);
  });

  it('is as long as there are facts', () => {
    const exposure = { seconds: 0.008, f_number: 1.8, iso: null, focal_length_mm: 4.2 };
    expect(formatExposure(exposure)).toBe('1/125 s · f/1.8 · 4.2 mm');
    expect(formatExposure({ seconds: 2, f_number: null, iso: 100, focal_length_mm: null })).toBe('2 s · ISO 100');
  });
});
