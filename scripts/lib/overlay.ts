// An overlay: a copy of the tree with some files replaced, where tests, the system or a build run without touching the
// original. The libraries are linked one by one, so that every cache in node_modules belongs to the overlay.
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** What is made from the sources, or belongs to one checkout only. */
const LEFT_OUT = new Set(['node_modules', '.git', '.wrangler', 'dist', 'coverage', '.dev.vars']);

export interface Ran {
  code: number;
  output: string;
}

export interface Overlay {
  /** The folder of the copy. */
  root: string;
  /** Writes a file of the copy. `path` is relative to the tree. */
  write(path: string, text: string): void;
  /** Runs a command of node_modules/.bin, or `node`, there and answers how it ended. */
  run(command: string, args: string[], env?: Record<string, string>): Promise<Ran>;
  /** Removes the copy. */
  remove(): void;
}

function linkLibraries(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from))
    if (name !== '.cache' && name !== '.vite') symlinkSync(join(from, name), join(to, name));
}

/**
 * Copies the tree of `from` (this one when absent) into a folder of its own, or these parts of it alone.
 * @example
 * const overlay = makeOverlay({ 'shared/engine/runtime/backoff.ts': broken });
 * const { code, output } = await overlay.run('vitest', ['run', '--project', 'domain', 'shared/engine/runtime/backoff']);
 */
export function makeOverlay(
  files: Record<string, string> = {},
  from = ROOT,
  parts: readonly string[] = ['.'],
): Overlay {
  const root = mkdtempSync(join(tmpdir(), 'mediahub-overlay-'));
  for (const part of parts)
    cpSync(join(from, part), join(root, part), {
      recursive: true,
      filter: (source) => source === from || !LEFT_OUT.has(basename(source)),
    });
  linkLibraries(join(from, 'node_modules'), join(root, 'node_modules'));
  const bin = join(root, 'node_modules', '.bin');
  const overlay: Overlay = {
    root,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    run: (command, args, env = {}) =>
      new Promise((resolve, reject) => {
        const local = join(bin, command);
        const child = spawn(existsSync(local) ? local : command, args, {
          cwd: root,
          env: {
            ...process.env,
            PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
            PWD: root,
            NO_COLOR: '1',
            CI: 'true',
            ...env,
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let output = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (text: Buffer) => (output += text.toString()));
        child.on('error', reject);
        child.on('close', (code) => resolve({ code: code ?? 1, output }));
      }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  for (const [path, text] of Object.entries(files)) overlay.write(path, text);
  return overlay;
}
