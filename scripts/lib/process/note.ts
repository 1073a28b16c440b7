// What a process has to say before it ends: written at once, with its time.
import { appendFileSync } from 'node:fs';

export function note(file: string, line: string): void {
  try {
    appendFileSync(file, `${new Date().toISOString()} ${line}\n`);
  } catch {
    // A disk that is full is no reason to end.
  }
}
