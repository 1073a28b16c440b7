// The progress of the terminal, in a file of the checkout that git does not see. It has the shape of the page's export.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { progressOf, type LabProgress } from '#labs/engine/progress';
import { at } from '../node/layout.mjs';

export const FILE = at('.wrangler', 'labs.json');

const all = () => progressOf(existsSync(FILE) ? readFileSync(FILE, 'utf8') : null);

export const savedProgress = (name: string): LabProgress | undefined => all()[name];

export function keep(name: string, progress: LabProgress): void {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify({ ...all(), [name]: progress }, null, 2)}\n`);
}
