// 人の対応を待つもの。
import type { Texts } from '../en.ts';

export const parked: Texts['parked'] = {
  title: '保留',
  lead: '自然には回復せず、人の対応を待っているもの。',
  explain: {
    pattern: '止めずに保留する',
    shows: 'コンシューマーが受け取れなかったイベントと、続行をあきらめたサガを、理由とともに示します。',
    says: '何度も失敗するイベントのために購読全体を止めてはならず、黙って飛ばしてもいけません。数回の再試行のあと、そのイベントは同じパーティションの後続とともに保留されます。後続はその上に積み重なるからです。ほかのパーティションは先へ進みます。人が原因を取り除いて再試行すると、後ろで待っていただけのイベントも順に続きます。あるいは、理由を書いて破棄します。その理由もイベントになります。保留されたイベントの適用は保護されているので、何度試しても効果は一度だけです。',
    flow: ['配信の失敗', '間隔を広げて再試行', '保留', '人による修復', '配信または破棄'],
    here: '保留',
    files: [
      'shared/engine/eventstore/subscription/ParkingLot.ts',
      'workers/eventstore/src/repair/parked.ts',
      'web/src/features/parked/partitions.ts',
    ],
  },
  onlyOperator: '保留されたものを見て修復できるのはオペレーターだけです。開発ユーザーでログインしてください。',
  empty: '保留中のものはありません',
  emptyHint:
    '試すには、サガのページで「アルバムの読み取りモデルに届かない」を有効にして、ファイルをアップロードしてください。',
  count: (count) => `${count} イベント`,
  partition: 'パーティション',
  waitsBehind: '上のイベントを待っています',
  retry: '再試行',
  retryOne: (name) => `${name} を再試行`,
  retryAll: 'すべて再試行',
  delivered: (count) => `${count} 件のイベントを配信しました。`,
  notDelivered: (count, reason) =>
    count === 0 ? `まだ配信できません: ${reason}` : `${count} 件を配信しました。配信できなかったもの: ${reason}`,
  discard: '破棄',
  discardOne: (name) => `${name} を破棄`,
  discardTitle: 'このイベントを破棄しますか？',
  discardSays: (name) =>
    `${name} はこのコンシューマーには二度と適用されません。後ろで待っているものは先へ進めます。イベントそのものと、あなたが書いた理由は、ログに残ります。`,
  discarded: (name) => `${name} を破棄しました。理由はログにあります。`,
  moreEvents: 'イベントをさらに表示',
  sagas: '続行をあきらめたサガ',
  moreSagas: 'サガをさらに表示',
  causes: (total) => `${total} 件のサガが対応を待っています。原因を取り除いてから、まとめて再開してください。`,
  unlisted: (count) => `うち ${count} 件は、ここに載っていないまれな原因によるものです。`,
  sagasOf: (count) => `${count} 件`,
  since: '最初の開始は',
  resumeAll: (count) => (count === 1 ? '再開' : `${count} 件すべてを再開`),
  resumeCause: (count, step) => `「${step}」で止まった ${count} 件のサガを再開`,
  resumed: (count) => `${count} 件のサガを再開しました。`,
  notResumed: (count, refused, reason) => `${count} 件を再開しました。${refused} 件は再開できません: ${reason}`,
};
