// The labs as the build finds them in their folders: what one needs is fetched when it is opened.
import { useQuery } from '@tanstack/react-query';
import type { FaultPlan } from '#shared/engine/faults/plan';
import type { Lab } from '#labs/engine/lab';
import { lessonOf, type Lesson } from '#labs/engine/lesson';
import { useLanguage } from '../../i18n/LanguageProvider.tsx';

const LESSONS = import.meta.glob<string>('../../../../labs/*/lesson*.md', { query: '?raw', import: 'default' });
const CODE = import.meta.glob<Lab>('../../../../labs/*/checks.ts', { import: 'lab' });
const PLANS = import.meta.glob<FaultPlan>('../../../../labs/*/plan.json', { import: 'default' });

const at = (name: string, file: string) => `../../../../labs/${name}/${file}`;

/** Folders, in order. */
export const LABS: readonly string[] = Object.keys(LESSONS)
  .filter((path) => path.endsWith('/lesson.md'))
  .map((path) => path.split('/').at(-2) ?? '')
  .toSorted();

/** As in an address: `01`. */
export const numberOf = (name: string): string => name.slice(0, 2);

async function fetched<T>(files: Record<string, () => Promise<T>>, path: string): Promise<T> {
  const load = files[path];
  if (!load) throw new Error(`there is no ${path}`);
  return load();
}

const lessonFile = (name: string, language: string) => {
  const own = at(name, `lesson.${language}.md`);
  return own in LESSONS ? own : at(name, 'lesson.md');
};

const fetchLesson = async (name: string, language: string): Promise<Lesson> =>
  lessonOf(await fetched(LESSONS, lessonFile(name, language)));

/** All of them, in the language of the page. */
export function useLessons() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['labs', 'lessons', language],
    queryFn: () => Promise.all(LABS.map(async (name) => ({ name, lesson: await fetchLesson(name, language) }))),
  });
}

/** What a lab does and asks; null of one that the terminal leads, because it changes code. */
export interface Opened {
  lab: Lab;
  plan: FaultPlan;
}

export const useLab = (name: string) =>
  useQuery({
    queryKey: ['labs', 'code', name],
    queryFn: async (): Promise<Opened | null> => {
      if (!(at(name, 'checks.ts') in CODE)) return null;
      const [lab, plan] = await Promise.all([
        fetched(CODE, at(name, 'checks.ts')),
        fetched(PLANS, at(name, 'plan.json')),
      ]);
      return { lab, plan };
    },
  });
