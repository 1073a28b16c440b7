// イベントログ。
import type { Texts } from '../en.ts';

export const events: Texts['events'] = {
  title: 'イベント',
  panel: 'イベントログ',
  panelHint: '新しい順',
  explain: {
    pattern: 'イベントログ: 唯一の真実',
    shows: 'あなたのものに起きたことすべてを、グローバルログの順に示します。',
    says: 'ポジションはログ全体を、バージョンはひとつのストリームを数えます。どちらにも欠番はありません。ここにあるものは決して変更も削除もされません。ほかのページはすべてここから計算されたもので、捨てても作り直せます。見えるのは自分のイベントだけなので、他人のポジションは抜けて見えます。',
    flow: ['追記', 'イベントストリーム', 'アウトボックス', 'グローバルログ', '購読'],
    here: 'グローバルログ',
    files: [
      'workers/eventstore/src/EventStream.ts',
      'workers/eventstore/src/EventLog.ts',
      'shared/events/catalogue.ts',
    ],
  },
  empty: 'イベントはまだありません',
  emptyHint: 'ファイルをアップロードすると、イベントが流れてきます。',
  emptyFilter: '条件に合うイベントはありません',
  position: 'ポジション',
  version: 'バージョン',
  aggregate: '集約',
  bySaga: 'サガのステップによる',
  payload: 'ペイロード',
  metadata: 'メタデータ',
  ofAggregate: 'このストリームだけを表示',
  ofSaga: 'サガを見る',
  filterType: 'イベントの種類',
  everyType: 'すべての種類',
  filterAggregate: 'ストリーム',
  allStreams: 'すべてのストリームを表示',
  openPage: 'ページを開く',
  older: '過去のイベントを表示',
};
