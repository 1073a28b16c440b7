// The table of all that was measured: whole in bench/RESULTS.md, its main rows between two marks in the README and its twin.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { at } from '../layout.mjs';
import { middle, perSecond, quantile } from './figures.mjs';
import { LABELS, NOTES } from './labels.mjs';

/**
 * @typedef {object} Row
 * @property {keyof typeof LABELS} id
 * @property {string[]} [values] what stands in its label
 * @property {number[]} [each] milliseconds of each try
 * @property {number[]} [turns] milliseconds a try, each time over ten tries
 * @property {number} [total_ms] of all tries together, where they are worth a rate
 * @property {number} [rate] per second, where that is all that is measured
 * @property {string} [note]
 */

/** @typedef {'en' | 'ja'} Language */

const ms = (/** @type {number} */ value) => value.toFixed(value < 10 ? 1 : 0);
const mean = (/** @type {number} */ value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
const rate = (/** @type {number} */ value) => Math.round(value).toLocaleString('en');

/**
 * @param {Row} row
 * @param {Language} [language]
 */
export function rowOf({ id, values = [], each, turns, total_ms, rate: only, note = '' }, language = 'en') {
  const label = values.reduce((text, value, n) => text.replace(`{${n}}`, value), LABELS[id][language]);
  const figures = each
    ? [mean(middle({ each, turns: turns ?? [] })), ms(quantile(each, 0.5)), ms(quantile(each, 0.99))]
    : ['', '', ''];
  const often = only ?? (each && total_ms ? perSecond({ each, total_ms }) : null);
  return `| ${[label, ...figures, often === null ? '' : rate(often), note].join(' | ')} |`;
}

/**
 * @param {Row[]} rows
 * @param {Language} language
 */
const tableOf = (rows, language) => [
  NOTES.head[language],
  '|---|--:|--:|--:|--:|---|',
  ...rows.map((row) => rowOf(row, language)),
];

/**
 * @param {Row[]} rows
 * @param {{ before: number, after: number }} load
 */
export function writeReport(rows, load) {
  const machine = `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}, Node ${process.versions.node}`;
  const day = new Date().toISOString().slice(0, 10);
  const [began, ended] = [load.before, load.after].map((one) => one.toFixed(1));
  const about = (/** @type {Language} */ language) =>
    NOTES.about[language]
      .replace('{machine}', machine)
      .replace('{day}', day)
      .replace('{began}', began ?? '')
      .replace('{ended}', ended ?? '');
  writeFileSync(
    at('bench', 'RESULTS.md'),
    ['# Benchmarks', '', about('en'), '', ...tableOf(rows, 'en'), '', NOTES.explained.en, ''].join('\n'),
  );
  for (const [language, file] of /** @type {[Language, string][]} */ ([
    ['en', 'README.md'],
    ['ja', 'README.ja.md'],
  ])) {
    const text = readFileSync(at(file), 'utf8');
    const block = [
      '<!-- bench -->',
      '',
      about(language),
      '',
      ...tableOf(rows, language),
      '',
      '<!-- /bench -->',
    ].join('\n');
    writeFileSync(
      at(file),
      text.replace(/<!-- bench -->[^]*<!-- \/bench -->/, () => block),
    );
  }
}
