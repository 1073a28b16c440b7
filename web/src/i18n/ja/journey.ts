// イベントひとつの旅路。
import type { Texts } from '../en.ts';

export const journey: Texts['journey'] = {
  title: 'イベントの旅路',
  back: 'マップ',
  explain: {
    pattern: '少なくとも一度、効果は一度だけ',
    shows: 'ひとつのイベントが、ストリームからすべての読み取りモデルへ届くまでを、各所での結果とともに示します。',
    says: 'ストリームはイベントをアウトボックスの記録とともにコミットします。そこからログに入るまで公開が、各消費側に入るまで配信が繰り返されます。どちらも二度以上起こりえます。ログはストリームとバージョンで、読み取りモデルはチェックポイントで、サガはイベントの ID で見分け、二度目は拒みます。その様子がここで見えます。',
    flow: ['ストリームとアウトボックス', 'グローバルログ', '購読', '適用、または既知として拒否'],
    here: '適用、または既知として拒否',
    files: [
      'shared/engine/eventstore/flight-recorder.ts',
      'workers/eventstore/src/reading/flow.ts',
      'shared/engine/projection/deliver.ts',
    ],
  },
  stations: '通過点',
  stream: 'ストリーム',
  log: 'ログ',
  subscriptions: '購読',
  committed: (version) => `バージョン ${version} としてアウトボックスとともにコミット`,
  placed: (position) => `ポジション ${position}`,
  publishedAgain: (count) => `${count} 回再公開: 既知として認識`,
  after: (ms) => `+${ms} ミリ秒`,
  outcomes: {
    applied: '適用',
    nothing: '通過(ここの行は変わらない)',
    waiting: 'まだ届いていません',
    retrying: '失敗、再試行中',
    parked: '保留、対応待ち',
  },
  failed: (count) => `その前に ${count} 回失敗`,
  refused: (count) => `さらに ${count} 回届き、重複として拒否`,
  toParked: (position) => `保留イベント ${position} へ`,
  unwatched:
    '通過したときにページが開かれていなかったため、時刻の記録がありません。マップを開いてから何かを起こしてみてください。',
  coarse:
    'ページが開いている間だけメモリに記録します。ランタイムの時計は待機と待機の間で止まるため、ミリ秒は大まかな値です。',
};
