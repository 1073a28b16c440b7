// The table of all that was measured, with where and when, in bench/RESULTS.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { at } from '../scripts/lib/node/layout.mjs';
import { middle, perSecond, quantile } from './figures.ts';
import { EXPLAINED, HEAD, LABELS, type Label } from './labels.ts';

export interface Row {
  id: Label;
  /** What fills the places of its label. */
  values?: string[];
  /** Milliseconds of each try. */
  each?: number[];
  /** Milliseconds a try, each time over ten tries. */
  turns?: number[];
  /** Milliseconds of all tries together, where they are worth a rate. */
  total_ms?: number;
  /** Per second, where that is all that is measured. */
  rate?: number;
  note?: string;
}

export type Print = (row: Row) => void;

const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
const mean = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
const rounded = (value: number) => Math.round(value).toLocaleString('en');

export function rowOf({ id, values = [], each, turns, total_ms, rate, note = '' }: Row): string {
  const label = values.reduce((text, value, n) => text.replace(`{${n}}`, value), LABELS[id]);
  const figures = each
    ? [mean(middle({ each, turns: turns ?? [] })), ms(quantile(each, 0.5)), ms(quantile(each, 0.99))]
    : ['', '', ''];
  const often = rate ?? (each && total_ms ? perSecond({ each, total_ms }) : null);
  return `| ${[label, ...figures, often === null ? '' : rounded(often), note].join(' | ')} |`;
}

const versionOf = (name: string): string => {
  const { version } = JSON.parse(readFileSync(at('node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return `${name} ${version}`;
};

/** The machine, its load, the versions and the day: no number means anything without them. */
export function conditions(load: { before: number; after: number }): string {
  const machine = `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`;
  const versions = [`Node ${process.versions.node}`, ...['workerd', 'miniflare', 'wrangler'].map(versionOf)];
  const day = new Date().toISOString().slice(0, 10);
  return `${machine}; ${versions.join(', ')}; ${day}; load average ${load.before.toFixed(1)} at the start, ${load.after.toFixed(1)} at the end. Milliseconds.`;
}

const tableOf = (rows: readonly Row[]): string[] => [HEAD, '|---|--:|--:|--:|--:|---|', ...rows.map(rowOf)];

export function writeReport(rows: readonly Row[], load: { before: number; after: number }): void {
  const about = `\`npm run bench\` on ${conditions(load)}`;
  writeFileSync(
    at('bench', 'RESULTS.md'),
    ['# Benchmarks', '', about, '', ...tableOf(rows), '', EXPLAINED, ''].join('\n'),
  );
}
