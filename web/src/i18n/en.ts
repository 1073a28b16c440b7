// English: the catalogue that the others are typed by.
import { first } from './en/first.ts';
import { later } from './en/later.ts';

export const en = { ...first, ...later };

export type Texts = typeof en;
