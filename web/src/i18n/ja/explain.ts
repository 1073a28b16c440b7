// 最初の画面より先のページにある説明カード。
import type { Texts } from '../en.ts';

export const explain: Texts['explain'] = {
  events: {
    pattern: 'イベントログ: 唯一の真実',
    shows: 'あなたのものに起きたことすべてを、グローバルログの順に示します。',
    says: 'ポジションはログ全体を、バージョンはひとつのストリームを数えます。どちらにも欠番はありません。ここにあるものは決して変更も削除もされません。ほかのページはすべてここから計算されたもので、捨てても作り直せます。見えるのは自分のイベントだけなので、他人のポジションは抜けて見えます。',
    flow: ['追記', 'イベントストリーム', 'アウトボックス', 'グローバルログ', '購読'],
    here: 'グローバルログ',
    files: [
      'shared/engine/eventstore/EventStream.ts',
      'shared/engine/eventstore/EventLog.ts',
      'shared/mediahub/events/catalogue.ts',
    ],
  },
  sagas: {
    pattern: 'オーケストレーション型サガ',
    shows: '複数のサービスにまたがるトランザクションを、ロックなしで、一歩ずつ進め、必要なら戻します。',
    says: 'サガごとにひとつの Durable Object であるコーディネーターが、コマンドをひとつずつ送り、応答となるイベントを待ちます。ピボットまではすべて取り消せます。ステップが拒否されると、それまでのステップを新しいものから順に補償します。ピボットを過ぎたら前に進むだけです。ステップをひとつ壊して、見てみてください。',
    flow: ['開始イベント', 'コマンド', '応答イベント', '次のステップ', '完了または補償'],
    here: 'コマンド',
    files: [
      'workers/saga/src/sagas/media-upload.ts',
      'shared/engine/saga/SagaCoordinator.ts',
      'shared/engine/saga/view.ts',
    ],
  },
};
