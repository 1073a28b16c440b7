// What the system says: all of it into a file, what has gone wrong also on the console.
import { createWriteStream, mkdirSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { at } from '../node/layout.mjs';

export const logFile = (port: number): string => at('.wrangler', 'log', `mediahub-${port}.log`);

export interface LogFile {
  say(line: string): void;
  end(): Promise<void>;
}

export function openLog(port: number): LogFile {
  mkdirSync(at('.wrangler', 'log'), { recursive: true });
  const file = createWriteStream(logFile(port), { flags: 'a' });
  return {
    say: (line) => void file.write(`${stripVTControlCharacters(line)}\n`),
    end: () => new Promise((resolve) => file.end(resolve)),
  };
}
