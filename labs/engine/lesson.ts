// A lesson is Markdown that reads well by itself: a title, an introduction, and five headings, in whose place it is known
// what they are. Lists have a meaning: `[ ]` is an answer to choose, `1.` with a name in code an action, `-` with a name in
// code a check, and what is indented below a check is a reason why it is not green. Pure.
import { inlineOf, type Inline } from './inline.ts';

export const STEPS = ['predict', 'do', 'see', 'explain', 'repair'] as const;
export type StepKind = (typeof STEPS)[number];

/** Something with a name that the lab's code knows. */
export interface Named {
  id: string;
  says: Inline[];
}

export type Block =
  | { is: 'text'; says: Inline[] }
  | { is: 'bullet'; says: Inline[] }
  | { is: 'option'; right: boolean; says: Inline[] }
  /** Shown once an answer is chosen. */
  | { is: 'answer'; says: Inline[] }
  | ({ is: 'action' } & Named)
  | ({ is: 'check'; reasons: Named[] } & Named);

export interface Step {
  kind: StepKind;
  title: string;
  blocks: Block[];
}

export interface Lesson {
  title: string;
  intro: Inline[];
  steps: Step[];
}

const OPTION = /^- \[( |x)\] (.+)$/;
const ACTION = /^\d+\. `([\w-]+)` (.+)$/;
const CHECK = /^- `([\w-]+)` (.+)$/;
const REASON = /^ {2}- `([\w-]+)` (.+)$/;

/** One entry of the text: a paragraph or a list item, whose lines are one. */
interface Entry {
  line: string;
}

/** Japanese has no space where a line ends. */
const joined = (a: string, b: string): string =>
  /[\u3000-\u9fff\uff00-\uffef]$/.test(a) && /^[\u3000-\u9fff\uff00-\uffef]/.test(b) ? a + b : `${a} ${b}`;

const STARTS = /^( {2})?(- |\d+\. |> |#)/;

/** Joins the lines that an editor has wrapped. */
function entriesOf(markdown: string): Entry[] {
  const entries: Entry[] = [];
  let open = false;
  for (const raw of markdown.split('\n')) {
    const line = raw.trimEnd();
    const last = entries.at(-1);
    if (line === '') open = false;
    else if (line.startsWith('> ') && open && last?.line.startsWith('> '))
      last.line = joined(last.line, line.slice(2));
    else if (open && last && !STARTS.test(line) && !last.line.startsWith('#'))
      last.line = joined(last.line, line.trim());
    else {
      entries.push({ line });
      open = true;
    }
  }
  return entries;
}

function blockOf(line: string): Block {
  const [, mark, option] = OPTION.exec(line) ?? [];
  if (option !== undefined) return { is: 'option', right: mark === 'x', says: inlineOf(option) };
  const [, action, does] = ACTION.exec(line) ?? [];
  if (action !== undefined && does !== undefined) return { is: 'action', id: action, says: inlineOf(does) };
  const [, check, holds] = CHECK.exec(line) ?? [];
  if (check !== undefined && holds !== undefined)
    return { is: 'check', id: check, says: inlineOf(holds), reasons: [] };
  if (line.startsWith('- ')) return { is: 'bullet', says: inlineOf(line.slice(2)) };
  if (line.startsWith('> ')) return { is: 'answer', says: inlineOf(line.slice(2)) };
  return { is: 'text', says: inlineOf(line) };
}

/** @throws when it has another shape */
export function lessonOf(markdown: string): Lesson {
  const lesson: Lesson = { title: '', intro: [], steps: [] };
  for (const { line } of entriesOf(markdown)) {
    const step = lesson.steps.at(-1);
    if (line.startsWith('# ')) lesson.title = line.slice(2);
    else if (line.startsWith('## ')) {
      const kind = STEPS[lesson.steps.length];
      if (!kind) throw new Error(`a lesson has ${STEPS.length} steps, this one has another: ${line}`);
      lesson.steps.push({ kind, title: line.slice(3), blocks: [] });
    } else if (!step) lesson.intro = inlineOf(line);
    else {
      const [, id, says] = REASON.exec(line) ?? [];
      const check = step.blocks.at(-1);
      if (id === undefined || says === undefined) step.blocks.push(blockOf(line));
      else if (check?.is === 'check') check.reasons.push({ id, says: inlineOf(says) });
      else throw new Error(`a reason without a check: ${line}`);
    }
  }
  if (lesson.title === '' || lesson.steps.length !== STEPS.length)
    throw new Error(`a lesson has a title and ${STEPS.length} steps, this one has ${lesson.steps.length}`);
  return lesson;
}

type Of<Kind extends Block['is']> = Extract<Block, { is: Kind }>;

/** Its blocks of one kind, over all steps. */
export const blocksOf = <Kind extends Block['is']>({ steps }: Pick<Lesson, 'steps'>, kind: Kind): Of<Kind>[] =>
  steps.flatMap(({ blocks }) => blocks.filter((block): block is Of<Kind> => block.is === kind));
