import { describe, expect, it } from 'vitest';
import { linesOf } from './lines.ts';

const STATE = { status: 'processed', media: { a: { at: 1 }, b: { at: 2 } }, tags: [], names: ['x', 'y'] };

describe('the lines of a state', () => {
  it('are its JSON', () => {
    const text = linesOf(STATE, [])
      .map((line) => line.text)
      .join('\n');
    expect(JSON.parse(text)).toEqual(STATE);
  });

  it('are marked where something changed, with everything below it', () => {
    const marked = linesOf(STATE, ['status', 'media.b']).filter((line) => line.marked);
    expect(marked.map(({ text }) => text.trim())).toEqual(['"status": "processed",', '"b": {', '"at": 2', '}']);
  });
});
