// 不変条件ボード。
import type { Texts } from '../en.ts';

export const invariants: Texts['invariants'] = {
  title: '不変条件ボード',
  lead: (green, red, looking, unknown) =>
    `成立 ${green} 件、違反 ${red} 件、検査中 ${looking} 件、不明・対象なし ${unknown} 件`,
  explain: {
    pattern: '稼働中のシステムの外に置くオラクル',
    shows: '何が壊れても成り立つべきことを、稼働中に外から検査します。',
    says: 'オブザーバーはログを追って畳み込み、利用者と同じようにサービスへ問い合わせ、行をまるごと比べます。大きなライブラリは何回かに分けて一巡します。最初の一巡が終わるまでは「成立」とせず、いつから全件を調べ終えているかを示します。読み取りモデルは遅れることがあるので、二度確かめます。双方が追いついてもなお異なるものだけが赤になり、根拠となるイベントの連鎖が示されます。ページを開くと検査が始まり、見ている間は 10 秒ごとに続き、結果はそのつどこのページに届きます。',
    flow: ['グローバルログ', '独立した畳み込み', 'サービスへの問い合わせ', '比較', '緑または赤'],
    here: '緑または赤',
    files: [
      'workers/observer/src/checks/log.ts',
      'workers/observer/src/checks/library.ts',
      'workers/observer/src/checks/rounds.ts',
      'workers/observer/src/Board.ts',
      'web/src/api/live/board.ts',
    ],
  },
  onlyOperator: 'ボードは全員のデータを調べるため、オペレーター権限が必要です。',
  check: '今すぐ検査',
  states: { green: '成立', nothing: 'まだ対象なし', red: '違反', looking: '検査中', unknown: '不明' },
  checked: (count) => `${count} 件すべてを検査`,
  soFar: (checked, total) => `全 ${total} 件のうち ${checked} 件まで検査`,
  passed: (since, checked, total) => `${since} 以降に全件を検査(最新の一巡は ${total} 件中 ${checked} 件)`,
  timeline: (broken, since) => (broken === 0 ? `${since} から違反なし` : `${since} から違反 ${broken} 回`),
  tryLab: 'ラボで試す',
  repairs: '正しいのはログです。再構築すると、この読み取りモデルをログから作り直し、結果を証明書に残します。',
  rebuild: 'この読み取りモデルを再構築',
  certificate: '前回の証明書',
  field: '列',
  shown: '表示',
  right: 'ログによる値',
  found: {
    row_differs: ({ name }) => `${name} が、ログと異なる内容で表示されています。`,
    row_missing: ({ name }) => `${name} が表示されていません。ログによれば存在します。`,
    row_surplus: ({ name }) => `${name} が表示されていますが、ログによれば存在しません。`,
    row_twice: ({ name }) => `${name} が二重に表示されています。`,
    entry_missing: ({ media, album }) => `アルバム「${album}」に ${media} がありません。`,
    entry_surplus: ({ media, album }) =>
      `アルバム「${album}」に ${media} が表示されていますが、ログによれば入っていません。`,
    file_missing: ({ name }) => `${name} は現存しますが、ファイルがありません。`,
    rendition_missing: ({ name }) =>
      `${name} のサムネイルのファイルがありません。サムネイルの作り直しで戻ります。ブラウザーが描いたものは、ライブラリを開いたブラウザーが描き直します。`,
    file_left: ({ name }) => `${name} は消えましたが、ファイルが残っています。`,
    file_unknown: () => 'どのイベントにもないファイルがバケットにあります。',
    sagas_of_upload: ({ name, count }) => `${name} のアップロードに、サガが ${count} 件あります(1 件のはずです)。`,
    saga_stands_still: ({ name }) => `${name} のサガが、タイマーもなく止まっています。`,
    both_endings: () => '完了と知らせたアップロードが取り消されました。',
    twice: ({ event_type, step }) => `ひとつのステップ(${step})で ${event_type} が二度起きました。`,
    user_unknown: ({ name }) =>
      `${name} にはどのログインからもたどり着けません。アカウントが登録前の状態に戻されています。「システム」に一覧と対処方法があります。`,
    hole: () => '番号が抜けているか、二度使われています。',
  },
  more: (count) => `ほかに少なくとも ${count} 件見つかりました。`,
  chain: '根拠となるイベント',
  hint: '赤くなるところを見るには、プラン「壊れた消費側」を有効にし、写真をアップロードして削除し、このページに戻ってください。数秒のうちに、ひとりでに赤くなります。',
  toChaos: 'カオス盤へ',
  says: {
    'positions-dense': [
      'ログのポジションに欠番がない',
      '1、2、3 …と続き、抜けも重複もありません。',
      'なぜ欠番がないのか。ポジション 7 を知る読み手が、あとから 6 に新しいものを見てはならないからです。shared/engine/eventstore/log/sequence.ts を参照。',
    ],
    'versions-dense': [
      'どのストリームのバージョンにも欠番がない',
      'ストリームの同じ位置を、二つの書き込みが得たことはありません。',
      '同じ期待バージョンの書き込みが二つあれば、勝つのはひとつだけです。shared/engine/eventstore/stream/decide-append.ts を参照。',
    ],
    'effective-once': [
      'どのステップも効果は一度だけ',
      'サガが何度たずねても、コマンドのイベントはログに一度しか残りません。',
      '送り直したコマンドは同じ ID を持ち、そのイベントは既知と判ります。shared/engine/saga/pending-command.ts を参照。',
    ],
    'never-both': [
      '完了かつ取り消し済みのアップロードはない',
      'サガの終わり方はひとつだけです。',
      'ピボットを過ぎたサガは前に進むだけです。shared/engine/saga/transitions.ts を参照。',
    ],
    'one-saga-per-upload': [
      'アップロードごとにサガはちょうどひとつ',
      '忘れられたものも、二重に始まったものもありません。',
      'サガの ID は開始イベントから導かれます。shared/engine/event/ids.ts を参照。',
    ],
    'sagas-move': [
      'どのサガも終わったか、進行中か、対応待ち',
      'タイマーもなく、誰にも知られずに止まっているものはありません。',
      'サガには必ずタイマーがあるか、人を待っています。shared/engine/saga/SagaCoordinator.ts を参照。',
    ],
    'library-is-fold': [
      'ライブラリはログのとおり',
      '表示されるものは、イベントを畳み込み直した結果と一致します。',
      '行とチェックポイントは、番人のいるひとつのトランザクションで変わります。shared/engine/projection/deliver.ts を参照。誰かが番人を通さずに書きました。',
    ],
    'albums-are-fold': [
      'アルバムの中身はログのとおり',
      'どの登録にもイベントがあり、どのイベントにも登録があります。',
      'アルバムは二種類のストリームから作る読み取りモデルです。workers/album/src/projections/albums/project.ts を参照。',
    ],
    'inbox-is-fold': [
      'どの通知も一度だけ届いた',
      '受信箱には、知らせたことがひとつずつ入っています。',
      '配信は少なくとも一度、表示は一度だけです。workers/notification/src/projections/inbox/project.ts を参照。',
    ],
    'files-are-live-media': [
      'ファイルは現存するメディアのもの',
      '現存するメディアのファイルは必ずあり、消えたメディアのファイルは残っていません。',
      'ファイルはどのトランザクションの中にもありません。サガと掃除係が足並みをそろえます。workers/media-command を参照。',
    ],
    'accounts-are-known': [
      '登録した人は全員ログインできる',
      'ログに登録の記録があるユーザーは、すべてアカウントにあります。',
      '名前やアドレスはどのイベントにも入っていないため、失われたアカウントはログから作り直せません。docs/recovery.ja.md を参照。',
    ],
  },
};
