import { describe, expect, it, vi } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { emptyData, refusalsOf, refusedIn, typesOf } from './schemas.ts';

vi.mock('../../../i18n/texts.ts', () => ({ language: 'en' }));

describe('what may be written into a fork', () => {
  it('is refused in the words of the schema when it is no such event', () => {
    expect(refusalsOf('Media', 'MediaRenamed', { filename: '' })).toEqual([
      'filename: Too small: expected string to have >=1 characters',
    ]);
    expect(refusalsOf('Media', 'MediaRenamed', { filename: 'a', colour: 1 })).toEqual([
      'Unrecognized key: "colour"',
    ]);
    expect(refusalsOf('Media', 'AlbumDeleted', {})).toEqual(['AlbumDeleted is not an event of Media']);
    expect(refusalsOf('Media', 'MediaLost', {})).toEqual(['unknown event type MediaLost']);
  });

  it('is what the log would take', () => {
    expect(refusalsOf('Media', 'MediaRenamed', { filename: 'a.jpg' })).toEqual([]);
    expect(typesOf('User')).toEqual(['UserRegistered']);
    expect(emptyData('MediaRenamed')).toEqual({ filename: null });
  });

  it('is checked in a link, too', () => {
    const event = { position: 4, event_type: 'MediaRenamed', aggregate_type: 'Media' } as LoggedEvent;
    const wrong = { kind: 'change', position: 4, data: { filename: 7 } } as const;
    const refused = refusedIn([wrong, { kind: 'leave_out', position: 4, effects: true }], [event]);
    expect([...refused.keys()]).toEqual([wrong]);
  });
});
