import { describe, expect, it } from 'vitest';
import { filled, inlineOf, plain } from './inline.ts';
import { blocksOf, lessonOf } from './lesson.ts';

const LESSON = `# A title

An introduction
in two lines.

## Predict: what?

A question
in two lines.

- [ ] One
- [x] Another, which
  goes on

> Because of this.

## Do

1. \`press\` Press **here**

## See

- \`seen\` See [the saga](http://localhost:8080/sagas/{saga})
  - \`not_yet\` Not yet.
  - \`never\` Never.

## Explain

- [deliver.ts](../../shared/engine/projection/deliver.ts): the guard

## Repair

Nothing.
`;

describe('a lesson', () => {
  const lesson = lessonOf(LESSON);

  it('has a title, an introduction and five steps in order', () => {
    expect(lesson.title).toBe('A title');
    expect(plain(lesson.intro)).toBe('An introduction in two lines.');
    expect(lesson.steps.map(({ kind }) => kind)).toEqual(['predict', 'do', 'see', 'explain', 'repair']);
    expect(lesson.steps[0]?.title).toBe('Predict: what?');
  });

  it('asks a question with one right answer, and says why', () => {
    expect(blocksOf(lesson, 'option').map(({ right, says }) => [right, plain(says)])).toEqual([
      [false, 'One'],
      [true, 'Another, which goes on'],
    ]);
    expect(blocksOf(lesson, 'answer').map(({ says }) => plain(says))).toEqual(['Because of this.']);
  });

  it('names actions, checks and the reasons of a check', () => {
    expect(blocksOf(lesson, 'action').map(({ id }) => id)).toEqual(['press']);
    expect(blocksOf(lesson, 'check').map(({ id, reasons }) => [id, reasons.map((one) => one.id)])).toEqual([
      ['seen', ['not_yet', 'never']],
    ]);
  });

  it('knows a link to a page from one to a file', () => {
    expect(blocksOf(lesson, 'check')[0]?.says.at(-1)).toEqual({
      is: 'page',
      text: 'the saga',
      to: '/sagas/{saga}',
    });
    expect(blocksOf(lesson, 'bullet')[0]?.says[0]).toEqual({
      is: 'source',
      text: 'deliver.ts',
      path: 'shared/engine/projection/deliver.ts',
    });
  });

  it.each(['# Only a title', LESSON.replace('## Repair', '### Repair'), `${LESSON}\n## One more\n`])(
    'of another shape is refused',
    (markdown) => expect(() => lessonOf(markdown)).toThrow(),
  );

  it('of Japanese has no space where a line ends', () => {
    const { intro } = lessonOf(LESSON.replace('An introduction\nin two lines.', '読む場所と\n書く場所'));
    expect(plain(intro)).toBe('読む場所と書く場所');
  });
});

describe('a link of a lesson', () => {
  it('leads nowhere until what it names is known, and is escaped', () => {
    expect(filled('/sagas/{saga}', {})).toBeNull();
    expect(filled('/sagas/{saga}', { saga: 'a/b' })).toBe('/sagas/a%2Fb');
    expect(filled('/map', {})).toBe('/map');
  });

  it('is recognized among words, code and emphasis', () => {
    expect(inlineOf('See `x` and **y**.').map(({ is }) => is)).toEqual([
      'words',
      'code',
      'words',
      'strong',
      'words',
    ]);
  });
});
