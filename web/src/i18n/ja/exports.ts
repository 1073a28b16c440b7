// アルバムの ZIP ファイル。
import type { Texts } from '../en.ts';

export const exports: Texts['exports'] = {
  title: 'エクスポート',
  lead: '一定時間ダウンロードできる、アルバムの ZIP ファイルです。',
  all: 'エクスポート一覧',
  explain: {
    pattern: 'サガの参加者',
    shows: '何をまとめたか、どこまで進んだか、いつまでダウンロードできるかを示します。',
    says: 'エクスポートはイベントのストリームであり、サガでもあります。アルバムの中身を集め、ZIP を書き、完了します。完了するまではすべて取り消すことができ、そのときは ZIP も消えます。書き込む Worker は二度依頼されても一度だけ書きます。ダウンロードの期限は Durable Object のアラームが守り、期限切れもほかと同じイベントになります。',
    flow: ['依頼', '収集', 'ZIP の書き込み', '完了', '期限切れ'],
    here: 'ZIP の書き込み',
    files: [
      'workers/saga/src/sagas/album-export.ts',
      'workers/exporter/src/domain/export.ts',
      'workers/exporter/src/rpc.ts',
    ],
  },
  start: 'ZIP でエクスポート',
  started: 'アルバムをまとめています。',
  empty: 'エクスポートはまだありません',
  emptyHint: 'アルバムを開き、ZIP ファイルとしてエクスポートしてください。',
  statuses: {
    requested: '依頼済み',
    collected: '作成中',
    written: '作成済み',
    completed: 'ダウンロード可能',
    discarded: '失敗(取り消し済み)',
    expired: '期限切れ',
  },
  files: (done, total) => `${total} 件中 ${done} 件`,
  missing: (count) => `元のファイルが失われたもの ${count} 件(ZIP の中の一覧に名前があります)`,
  progress: (album) => `${album} のエクスポートの進み具合`,
  hoursLeft: (hours, minutes) => `残り ${hours} 時間 ${minutes} 分`,
  minutesLeft: (minutes, seconds) => `残り ${minutes} 分 ${seconds} 秒`,
  download: 'ダウンロード',
  downloadOne: (album) => `${album} をダウンロード`,
  events: 'このエクスポートのイベント',
};
