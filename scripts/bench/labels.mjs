// What the rows of the table are called, in both languages of the README; {0} stands for the row's own values.
export const LABELS = {
  'append-1': { en: 'append, 1 client', ja: '追記、クライアント 1' },
  'append-16': { en: 'append, 16 clients', ja: '追記、クライアント 16' },
  visible: { en: 'append → visible in the library', ja: '追記 → ライブラリに現れるまで' },
  upload: {
    en: 'upload → saga completed, {0} finished sagas',
    ja: 'アップロード → Saga の完了、完了済みの Saga {0} 件',
  },
  load: {
    en: 'load and decide, cold isolate, stream of {0}',
    ja: '読み込みと判断、起動直後の isolate、{0} イベントのストリーム',
  },
  'load-tail': {
    en: 'the same just before the next snapshot, stream of {0}',
    ja: '同じく次のスナップショットの直前、{0} イベントのストリーム',
  },
  'load-without': {
    en: 'the same without snapshots, stream of {0}',
    ja: '同じくスナップショットなし、{0} イベントのストリーム',
  },
  command: {
    en: 'command with its append, cold isolate, stream of {0}',
    ja: 'コマンドと追記、起動直後の isolate、{0} イベントのストリーム',
  },
  bare: {
    en: 'bare service binding + D1 query of 50, library of {0}',
    ja: 'サービスバインディングと D1 の問い合わせだけ（50 件）、ライブラリ {0} 件',
  },
  list: { en: 'list of 50, library of {0}', ja: '一覧 50 件、ライブラリ {0} 件' },
  'append-log': { en: 'append, log of {0}', ja: '追記、ログ {0} 件' },
  'visible-log': { en: 'append → visible, log of {0}', ja: '追記 → 現れるまで、ログ {0} 件' },
  rebuild: {
    en: 'rebuild of {0}: events a second, log of {1}',
    ja: '{0} の再構築：毎秒のイベント数、ログ {1} 件',
  },
  'rebuild-reads': { en: 'list of 50 while {0} is rebuilt', ja: '{0} の再構築中の一覧 50 件' },
  'rebuild-memory': {
    en: "workerd's resident memory over five more rebuilds of media",
    ja: 'media をさらに 5 回再構築したときの workerd の常駐メモリ',
  },
  'recovery-healthy': {
    en: '`kill -9` → every Worker answers again',
    ja: '`kill -9` → すべての Worker が再び応答するまで',
  },
  'recovery-sagas': {
    en: '`kill -9` → the last of {0} sagas under way has ended',
    ja: '`kill -9` → 途中だった {0} 件の Saga がすべて終わるまで',
  },
};

export const NOTES = {
  head: {
    en: '| What | mean of the middle 80% | p50 | p99 | per second | |',
    ja: '| 測ったもの | 中央 80% の平均 | p50 | p99 | 毎秒 | |',
  },
  about: {
    en: `\`npm run bench\` on {machine}, {day}; load average {began} when it began, {ended} at its end. Milliseconds.
All Workers in one workerd with SQLite on disk, called over service bindings from a Worker inside it: no proxy, no HTTP. Only the recovery
is that of the whole of \`npm start\`. × compares a row with the short end of its curve, measured in the same run.`,
    ja: `\`npm run bench\`、{machine}、{day}。負荷平均は開始時 {began}、終了時 {ended}。単位はミリ秒。
すべての Worker を一つの workerd で動かし（SQLite はディスク上）、その中の Worker からサービスバインディングで呼んでいます。プロキシも HTTP も通りません。
復旧だけは \`npm start\` 全体で測っています。× は、同じ実行で測った曲線の短い端との比です。`,
  },
  explained: {
    en: `- *load and decide* is a command with nothing to do, by an isolate that remembers nothing: it reads the parts of the snapshot that it
  needs and the tail, 99 events at most.
- *upload → saga completed* is until the monitor shows it, looked at every 4 ms; the image has one pixel.
- *bare* is the least that a list could cost: one service binding and one query of 50 rows.
- The clock inside workerd ticks in milliseconds: the mean is taken over turns of ten tries, without the slowest and the quickest tenth of them.
- *recovery* is mostly wrangler, which builds all Workers again before it starts them.`,
  },
};
