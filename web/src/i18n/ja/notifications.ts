// 通知。
import { upTo99 } from '../up-to-99.ts';
import type { Texts } from '../en.ts';
import { sagas } from './sagas.ts';
import { words } from './words.ts';

export const notifications: Texts['notifications'] = {
  title: '通知',
  lead: (unread) => (unread === 0 ? 'すべて既読' : `未読 ${upTo99(unread)} 件`),
  explain: {
    pattern: '導出 ID による一度きりの効果',
    shows: 'サガからのお知らせです。どれもちょうど一度だけ届きます。',
    says: 'お知らせはサガのステップのひとつです。クラッシュ、タイムアウト、応答の喪失があると、同じステップが二度依頼されることがあります。通知の ID はサガとステップから導かれるので、二度目の依頼は一度目の通知を見つけるだけです。「少なくとも一度」の配信が、ここで「ちょうど一度」になります。',
    flow: ['サガのステップ', '導出 ID', 'no_stream で追記', '読み取りモデル', 'バッジ'],
    here: '読み取りモデル',
    files: ['workers/notification/src/domain/notification.ts', 'shared/mediahub/ids.ts'],
  },
  empty: 'お知らせはまだありません',
  emptyHint: 'アップロードが完了したとき、または取り消されたときに、理由とともにここに届きます。',
  markRead: '既読にする',
  markAll: 'すべて既読にする',
  newOnes: (count) => `新しい通知が ${count} 件あります`,
  unread: '未読',
  file: 'ファイルを見る',
  export: 'エクスポートを見る',
  said: {
    upload_completed: ({ filename }) => ['アップロード完了', `「${filename}」をライブラリに追加しました。`],
    upload_failed: ({ filename, step, reason }) => [
      'アップロードを取り消しました',
      `「${filename}」を取り込めなかったため、取り除きました。ステップ「${sagas.steps[step ?? ''] ?? step}」が失敗しました: ${words.said(reason ?? '')}`,
    ],
    export_completed: ({ album }) => [
      'エクスポート完了',
      `「${album}」をまとめました。しばらくの間ダウンロードできます。`,
    ],
    export_failed: ({ album, reason }) => [
      'エクスポートに失敗しました',
      `「${album}」をまとめられませんでした: ${words.said(reason ?? '')}`,
    ],
  },
};
