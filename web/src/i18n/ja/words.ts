// サーバーがコードなしの英語で伝える理由の訳。知らない文はそのまま返す。
import type { Texts } from '../en.ts';
import { problems } from './problems.ts';
import { sagas } from './sagas.ts';

/** `undo:process` は「ファイルを処理」の取り消し。サガのステップでなければ、そのまま。 */
function passage(name: string): string {
  const undo = name.startsWith('undo:');
  const step = undo ? name.slice(5) : name;
  return `「${sagas.steps[step] ?? step}」${undo ? 'の取り消し' : ''}`;
}

const WHOLE: Readonly<Record<string, string>> = {
  accepted: '受理',
  already: '実行済み',
  busy: '混雑中',
  'no answer in time': '時間内に応答がありませんでした',
  'accepted, but its event did not come in time': '受理されましたが、イベントが時間内に届きませんでした',
  'the time is up': '待ち時間が過ぎました',
  'backoff elapsed': '待ち時間が過ぎました',
  'started again: what was out is sent again': '再起動しました。送信中だったものを送り直します',
  'resumed by a person': '人の操作で再開しました',
  'This saga is not parked.': 'このサガは保留されていません。',
};

const PATTERNS: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^(?:Error: |InjectedFault: )(.+)$/s, (rest = '') => said(rest)],
  [/^fault switch: an error at \S+ (\S+)$/, (at = '') => `障害スイッチ: ${passage(at)}でエラー`],
  [
    /^fault switch: the request is lost at \S+ (\S+)$/,
    (at = '') => `障害スイッチ: ${passage(at)}へのリクエストが失われました`,
  ],
  [
    /^fault switch: the answer is lost at \S+ (\S+)$/,
    (at = '') => `障害スイッチ: ${passage(at)}の応答が失われました`,
  ],
  [/^fault switch: a refusal at \S+ (\S+)$/, (at = '') => `障害スイッチ: ${passage(at)}が拒否されました`],
  [/^fault switch: a crash before \S+ (\S+)$/, (at = '') => `障害スイッチ: ${passage(at)}の前にクラッシュ`],
  [/^fault switch: a crash after \S+ (\S+)$/, (at = '') => `障害スイッチ: ${passage(at)}の後にクラッシュ`],
  [/^fault_switch: (\S+) is refused$/, (at = '') => `障害スイッチが${passage(at)}を拒否しました`],
  [/^(\S+) is refused$/, (at = '') => `${passage(at)}は拒否されました`],
  [/^rejected: (.+)$/s, (rest = '') => `拒否: ${said(rest)}`],
  [/^failed: (.+)$/s, (rest = '') => `失敗: ${said(rest)}`],
  [/^skipped: (.+)$/s, (why = '') => `スキップ: ${why}`],
  [/^waits behind position (\d+)$/, (position = '') => `ポジション ${position} の後ろで待っています`],
  [
    /^version (\d+) of (\S+) is not there any more$/,
    (version = '', name = '') => `${name} のバージョン ${version} はもうありません`,
  ],
  [
    /^busy for (\d+) minutes: (\S+) was asked again and again$/,
    (minutes = '', step = '') => `${passage(step)}を何度も依頼しましたが、${minutes} 分間混雑したままでした`,
  ],
  [/^no_answer: (.+)$/s, (rest = '') => said(rest)],
  [/^([a-z_]+): (.+)$/s, (code = '', rest = '') => problems[code] ?? `${code}: ${said(rest)}`],
];

function said(text: string): string {
  const whole = WHOLE[text];
  if (whole !== undefined) return whole;
  for (const [pattern, translate] of PATTERNS) {
    const match = pattern.exec(text);
    if (match) return translate(...match.slice(1));
  }
  return text;
}

export const words: Texts['words'] = { said };
