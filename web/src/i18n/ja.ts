// 日本語: the same texts as in English, as one would write them in Japanese.
import type { Texts } from './en.ts';
import { first } from './ja/first.ts';
import { later } from './ja/later.ts';

export const ja: Texts = { ...first, ...later };
