// An error in the reader's language: by its code where the catalogue knows it, else in the server's own words.
import { t } from '../i18n/texts.ts';
import { ApiProblem } from './http.ts';

export const messageOf = (error: Error): string =>
  (error instanceof ApiProblem && t.problems[error.code]) || error.message;
